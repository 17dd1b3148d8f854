//! Rosters, as districts bring them and as classes feel them.

mod applying;
mod findings;
mod leaving;
mod people;
mod removals;
mod schools;
mod staging;

#[cfg(test)]
use serde_json::Value;

#[cfg(test)]
fn kinds() -> [&'static str; 6] {
    [
        "schools",
        "academic_sessions",
        "classes",
        "people",
        "roles",
        "enrollments",
    ]
}

/// Whether nothing was created, changed, resumed or ended.
#[cfg(test)]
fn is_still(import: &Value) -> bool {
    kinds().iter().all(|kind| {
        let counts = &import["counts"][kind];
        ["created", "changed", "resumed", "ended"]
            .iter()
            .all(|change| counts[change] == 0)
    })
}

//! Rosters, as districts bring them and as classes feel them.

mod applying;
mod bounds;
mod days;
mod findings;
mod identity;
mod leaving;
mod logins;
mod merging;
mod merging_closed;
mod parts;
mod people;
mod removals;
mod schools;
mod staging;

#[cfg(test)]
use serde_json::Value;
#[cfg(test)]
use tests::rosters::Importer;

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

/// How many findings of an import have this code.
#[cfg(test)]
async fn found(importer: &Importer, import: &str, code: &str) -> usize {
    let findings = importer.findings(import).await;
    findings
        .iter()
        .filter(|found| found["code"] == code)
        .count()
}

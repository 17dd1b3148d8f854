//! Settings: defaults that protect, changes that wait for a parent or the school, and the one thing that is
//! worked out about a learner (RTS-05).

mod changing;
mod deciding;
mod ending;
mod home;
mod registry;
mod suggestions;

use serde_json::{Value, json};
use tests::{persona::Persona, reply::Reply};

/// The setting that most tests change.
const SUGGESTIONS: &str = "next_lesson_suggestions";

/// Changes one of one's own settings, or asks for it.
#[cfg(test)]
async fn change(person: &Persona, setting: &str, value: &str) -> Reply {
    let wanted = json!({ "setting": setting, "value": value });
    person.post("/v1/me/setting-changes", wanted).await
}

/// Changes a setting of a student.
#[cfg(test)]
async fn change_of(
    person: &Persona,
    student: impl std::fmt::Display,
    setting: &str,
    value: &str,
) -> Reply {
    let wanted = json!({ "setting": setting, "value": value });
    let path = format!("/v1/students/{student}/setting-changes");
    person.post(&path, wanted).await
}

/// Decides about a change that waits.
#[cfg(test)]
async fn decide(
    person: &Persona,
    student: impl std::fmt::Display,
    change: &str,
    decision: &str,
) -> Reply {
    let path = format!("/v1/students/{student}/setting-changes/{change}/decision");
    person.post(&path, json!({ "decision": decision })).await
}

/// A setting of one's own as it is shown.
#[cfg(test)]
async fn own(person: &Persona, setting: &str) -> Value {
    of(&person.get("/v1/me/settings").await, setting)
}

/// A setting of those that are shown.
#[cfg(test)]
fn of(shown: &Reply, setting: &str) -> Value {
    let shown = shown.json();
    let settings = shown["settings"]
        .as_array()
        .unwrap_or_else(|| panic!("{shown}"));
    let found = settings.iter().find(|found| found["setting"] == setting);
    found.cloned().unwrap_or(Value::Null)
}

/// The state of the newest change of one's own settings.
#[cfg(test)]
async fn newest(person: &Persona) -> Value {
    let changes = person
        .get("/v1/me/setting-changes")
        .await
        .assert(200)
        .json();
    changes["data"]
        .as_array()
        .and_then(|all| all.last().cloned())
        .unwrap_or(Value::Null)
}

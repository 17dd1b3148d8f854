//! A family of a student at school: paired by a code, reads, is contested, and leaves.

mod contacts;
mod contacts_ending;
pub(crate) mod contacts_of_rosters;
mod disclosures;
mod merged;
mod offices;
mod page;
mod pairing;
mod reading;
mod rights;

use chrono::TimeDelta;
use domain::ids::UserId;
use serde_json::{Value, json};
use tests::app::TestApp;

/// A hold of what is kept about a student.
#[cfg(test)]
fn hold(school: &TestApp, student: UserId) -> Value {
    json!({
        "scope": "person",
        "scope_id": student.to_string(),
        "matter": "litigation",
        "reference": "Docket 27-0142",
        "review_by": school.hallpass.now() + TimeDelta::days(60),
    })
}

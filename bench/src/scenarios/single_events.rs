//! P3: 64 students report one event per request.

use super::{
    Fixture,
    event_batches::{of_commits, report_events},
};
use crate::{failure::Failure, report::Row};

/// Plays it.
pub(super) fn play(stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
    let (measured, refusals) = report_events(stage, 1)?;
    Ok(vec![Row {
        scenario: "P3",
        what: format!("one event per request, 64 learners; {refusals} answers `busy`"),
        unit: "event",
        ceilings: vec![of_commits(stage, &measured)?],
        measured,
        target: "≤ 0.25 ms; PostgreSQL ≤ 2 × pgbench",
    }])
}

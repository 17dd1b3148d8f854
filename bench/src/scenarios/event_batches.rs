//! P2: 64 students report batches of 20 events.

use std::sync::atomic::{AtomicU64, Ordering};

use super::Fixture;
use crate::{
    ceilings::{Ceiling, commits, pgbench},
    classwork::Classwork,
    database::Database,
    failure::Failure,
    load::closed_loop,
    meter::{Measured, Meter},
    report::Row,
};

/// Events in a batch.
const BATCH: u16 = 20;

/// Plays it.
pub(super) fn play(stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
    let (measured, refusals) = report_events(stage, BATCH)?;
    Ok(vec![Row {
        scenario: "P2",
        what: format!("event batches of {BATCH}, 64 learners; {refusals} answers `busy`"),
        unit: "event",
        ceilings: vec![of_commits(stage, &measured)?],
        measured,
        target: "≤ 40 µs; SQLite ≥ 1,500 batches/s, added latency ≤ 25 ms",
    }])
}

/// All students report batches of so many events, each on its own connection. Gives also how often the
/// server was too busy: then the client came back, and its answer took so much longer.
pub(super) fn report_events(stage: &Fixture<'_>, batch: u16) -> Result<(Measured, u64), Failure> {
    let students = &stage.school.students;
    let clients = students
        .iter()
        .enumerate()
        .map(|(number, student)| student.client(stage.server, number))
        .collect::<Result<Vec<_>, _>>()?;
    let refusals = AtomicU64::new(0);
    let meter = Meter::begin(stage.server, stage.database)?;
    let done = closed_loop(clients.len(), stage.bounds, |number| {
        let client = clients
            .get(number)
            .ok_or_else(|| Failure::said("no such student"))?;
        let mut work = Classwork::begin(&stage.school.course_index, number)?;
        let refusals = &refusals;
        Ok(move || {
            let refused = work.report(client, usize::from(batch))?;
            refusals.fetch_add(refused, Ordering::Relaxed);
            Ok(())
        })
    })?;
    let measured = meter.read(done, u64::from(batch))?;
    Ok((measured, refusals.into_inner()))
}

/// The ceiling of a durable write.
pub(super) fn of_commits(stage: &Fixture<'_>, measured: &Measured) -> Result<Ceiling, Failure> {
    Ok(match stage.database {
        Database::Sqlite(sqlite) => match commits::per_second(sqlite)? {
            Some(best) => {
                Ceiling::of_rate("commits one by one", best, measured.requests_per_second())
            }
            None => Ceiling::NotMeasured("not measured: sqlite3 not found".to_owned()),
        },
        Database::Postgres(postgres) => pgbench::ceiling(
            "one row in pgbench",
            pgbench::insert(postgres, stage.directory, stage.bounds.time)?,
            measured.cpu_per_unit(),
        ),
    })
}

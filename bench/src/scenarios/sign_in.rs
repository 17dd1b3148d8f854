//! P5: students sign in, one class after the other, while a teacher reads.

use std::thread;

use super::Fixture;
use crate::{
    background_reader::measure,
    ceilings::{Ceiling, hash},
    client::Client,
    failure::Failure,
    load::closed_loop,
    meter::Meter,
    report::{Row, time},
};

/// Students who sign in at once.
const CLIENTS: usize = 8;

/// Plays it.
pub(super) fn play(stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
    let best = hash::of_a_student()?;
    let teacher = stage.school.teacher.client(stage.server, CLIENTS)?;
    let idle = || {
        thread::sleep(stage.bounds.time);
        Ok(())
    };
    let ((), idle) = measure(&teacher, idle)?;
    let students = &stage.school.students;
    let sign_ins = || {
        let meter = Meter::begin(stage.server, stage.database)?;
        let done = closed_loop(CLIENTS, stage.bounds, |number| {
            let client = Client::new(stage.server.origin(), number);
            let mut next = students.iter().skip(number).step_by(CLIENTS).cycle();
            Ok(move || match next.next() {
                Some(student) => student.sign_in(&client).map(drop),
                None => Err(Failure::said("there are no students")),
            })
        })?;
        meter.read(done, 1)
    };
    let (measured, meanwhile) = measure(&teacher, sign_ins)?;
    let what = format!(
        "sign-in of students; another's read meanwhile p99 {}, when idle {}",
        time(meanwhile.percentile(99)),
        time(idle.percentile(99)),
    );
    let ceiling = Ceiling::of_time("one Argon2id hash", best, measured.cpu_per_unit());
    Ok(vec![Row {
        scenario: "P5",
        what,
        unit: "sign-in",
        measured,
        ceilings: vec![ceiling],
        target: "≤ 1.1 × the hash; ≥ 60/s; a read's p99 ≤ 2 × idle",
    }])
}

//! P14: a teacher reads the list of a class of 30 students; beside it, the smallest answer that takes
//! an account.

use super::Fixture;
use crate::{
    ceilings::{Ceiling, static_json},
    client::{Client, list},
    failure::Failure,
    load::closed_loop,
    meter::{Measured, Meter},
    report::Row,
};

/// Teachers' browsers that ask at once.
const CLIENTS: usize = 32;

/// Plays it.
pub(super) fn play(stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
    let path = format!("/v1/classes/{}/students?limit=100", stage.school.class);
    let teacher = stage.school.teacher.client(stage.server, 0)?;
    let shown = teacher.get(&path)?.expect(200)?;
    let students = list(&shown.json()?, "/data").len();
    let bytes = shown.body.len();
    let own = teacher.get("/v1/me")?.expect(200)?.body.len();
    Ok(vec![
        row(
            stage,
            &path,
            bytes,
            format!("list of a class's {students} students, {bytes} bytes"),
            "SQLite ≤ 0.35 ms; PostgreSQL ≤ 1.2 ms",
        )?,
        row(
            stage,
            "/v1/me",
            own,
            format!("`/v1/me`, {own} bytes"),
            "SQLite ≤ 0.1 ms",
        )?,
    ])
}

fn row(
    stage: &Fixture<'_>,
    path: &str,
    bytes: usize,
    what: String,
    target: &'static str,
) -> Result<Row, Failure> {
    let measured = load(stage, path)?;
    let constant = static_json::measure(bytes, CLIENTS, stage.bounds)?;
    let ours = measured.cpu_per_unit();
    Ok(Row {
        scenario: "P14",
        what,
        unit: "request",
        measured,
        ceilings: vec![Ceiling::of_time("static JSON of that size", constant, ours)],
        target,
    })
}

fn load(stage: &Fixture<'_>, path: &str) -> Result<Measured, Failure> {
    let token = stage.school.teacher.token(stage.server)?;
    let meter = Meter::begin(stage.server, stage.database)?;
    let done = closed_loop(CLIENTS, stage.bounds, |number| {
        let client = Client::new(stage.server.origin(), number).with_token(&token);
        Ok(move || client.get(path)?.expect(200).map(drop))
    })?;
    meter.read(done, 1)
}

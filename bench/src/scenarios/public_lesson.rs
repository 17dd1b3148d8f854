//! P4: visitors without an account read a lesson of the catalogue.

use super::Fixture;
use crate::{
    ceilings::{Ceiling, static_json},
    client::Client,
    failure::Failure,
    load::closed_loop,
    meter::{Measured, Meter},
    report::Row,
};

/// Visitors at once.
const CLIENTS: usize = 16;

/// Plays it.
pub(super) fn play(stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
    let course_index = &stage.school.course_index;
    let lesson = course_index.lessons.first();
    let lesson = lesson.ok_or_else(|| Failure::said("the course has no lessons"))?;
    let path = format!("/v1/courses/{}/lessons/{}", course_index.course, lesson.id);
    let shown = Client::new(stage.server.origin(), 0)
        .get(&path)?
        .expect(200)?;
    let etag = shown.etag.clone().unwrap_or_default();

    let before = stage.database.settled()?;
    let full = load(stage, |client| client.get(&path)?.expect(200).map(drop))?;
    let unchanged = load(stage, |client| {
        client.get_unless(&path, &etag)?.expect(304).map(drop)
    })?;
    let writes = if stage.database.settled()? == before {
        "nothing was written"
    } else {
        "something was written"
    };

    let bytes = shown.body.len();
    let constant = static_json::measure(bytes, CLIENTS, stage.bounds)?;
    let nothing = static_json::measure(0, CLIENTS, stage.bounds)?;
    let ceiling = |what, best, ours: &Measured| Ceiling::of_time(what, best, ours.cpu_per_unit());
    Ok(vec![
        Row {
            scenario: "P4",
            what: format!("a lesson without an account, {bytes} bytes; {writes}"),
            unit: "request",
            ceilings: vec![ceiling("static JSON of that size", constant, &full)],
            measured: full,
            target: "≤ 3 × static JSON; no writes",
        },
        Row {
            scenario: "P4",
            what: "the same, `If-None-Match` hit".to_owned(),
            unit: "request",
            ceilings: vec![ceiling("static JSON of no size", nothing, &unchanged)],
            measured: unchanged,
            target: "≤ 3 × static JSON; no writes",
        },
    ])
}

fn load(
    stage: &Fixture<'_>,
    send: impl Fn(&Client) -> Result<(), Failure> + Sync,
) -> Result<Measured, Failure> {
    let meter = Meter::begin(stage.server, stage.database)?;
    let done = closed_loop(CLIENTS, stage.bounds, |number| {
        let client = Client::new(stage.server.origin(), number);
        let send = &send;
        Ok(move || send(&client))
    })?;
    meter.read(done, 1)
}

//! P1: a teacher reads the dashboard of a class of 30 students with 12 lessons begun by all of them.

use super::Fixture;
use crate::{
    ceilings::{Ceiling, pgbench, static_json},
    classwork::Classwork,
    client::{Client, list},
    database::Database,
    failure::Failure,
    load::closed_loop,
    meter::Meter,
    report::Row,
    school::STUDENTS_ON_THE_DASHBOARD,
};

/// Teachers' browsers that ask at once. An answer waits until the audit log has it on disk, which
/// those who wait share.
const CLIENTS: usize = 32;
/// Events in one batch at most.
const LARGEST_BATCH: usize = 200;

/// Plays it.
pub(super) fn play(stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
    work_through_the_course(stage)?;
    let path = format!("/v1/classes/{}/progress", stage.school.class);
    let teacher = stage.school.teacher.client(stage.server, 0)?;
    let shown = teacher.get(&path)?.expect(200)?;
    let (students, lessons) = {
        let shown = shown.json()?;
        (
            list(&shown, "/students").len(),
            list(&shown, "/lessons").len(),
        )
    };
    let etag = shown.etag.clone().unwrap_or_default();
    let full = load(stage, |client| client.get(&path)?.expect(200).map(drop))?;
    let unchanged = load(stage, |client| {
        client.get_unless(&path, &etag)?.expect(304).map(drop)
    })?;

    let ours = full.cpu_per_unit();
    let bytes = shown.body.len();
    let constant = static_json::measure(bytes, CLIENTS, stage.bounds)?;
    let mut ceilings = vec![Ceiling::of_time("static JSON of that size", constant, ours)];
    if let Database::Postgres(postgres) = stage.database {
        let script = statements(&stage.school.district, &stage.school.class);
        let time = stage.bounds.time;
        let best = pgbench::cpu_per_transaction(postgres, stage.directory, &script, time)?;
        ceilings.push(pgbench::ceiling("its two reads in pgbench", best, ours));
    }
    let nothing = static_json::measure(0, CLIENTS, stage.bounds)?;
    let hit = Ceiling::of_time("static JSON of no size", nothing, unchanged.cpu_per_unit());
    Ok(vec![
        Row {
            scenario: "P1",
            what: format!("class dashboard, {students} × {lessons}, {bytes} bytes"),
            unit: "request",
            measured: full,
            ceilings,
            target: "SQLite ≤ 0.45 ms; PostgreSQL ≤ 2 ms",
        },
        Row {
            scenario: "P1",
            what: "the same, `If-None-Match` hit".to_owned(),
            unit: "request",
            measured: unchanged,
            ceilings: vec![hit],
            target: "≤ 0.12 ms",
        },
    ])
}

fn load(
    stage: &Fixture<'_>,
    send: impl Fn(&Client) -> Result<(), Failure> + Sync,
) -> Result<crate::meter::Measured, Failure> {
    let token = stage.school.teacher.token(stage.server)?;
    let meter = Meter::begin(stage.server, stage.database)?;
    let done = closed_loop(CLIENTS, stage.bounds, |number| {
        let client = Client::new(stage.server.origin(), number).with_token(&token);
        let send = &send;
        Ok(move || send(&client))
    })?;
    meter.read(done, 1)
}

/// Every student on the dashboard works through the whole course once.
fn work_through_the_course(stage: &Fixture<'_>) -> Result<(), Failure> {
    let students = stage.school.students.iter().take(STUDENTS_ON_THE_DASHBOARD);
    for (number, student) in students.enumerate() {
        let client = student.client(stage.server, number)?;
        let mut work = Classwork::begin(&stage.school.course_index, 0)?;
        let mut left = work.whole_course();
        while left > 0 {
            let batch = left.min(LARGEST_BATCH);
            work.report(&client, batch)?;
            left -= batch;
        }
    }
    Ok(())
}

/// The two reads from which the dashboard is made, as the server words them.
fn statements(district: &str, class: &str) -> String {
    let present = |table: &str| {
        format!(
            "{table}.organization_id = '{district}' AND {table}.class_id = '{class}' \
             AND {table}.begins_at <= now() AND ({table}.ends_at IS NULL OR {table}.ends_at > now())"
        )
    };
    let enrolled = present("enrollments");
    let assigned = present("course_assignments");
    format!(
        "BEGIN ISOLATION LEVEL REPEATABLE READ;\n\
         SELECT users.id, users.display_name, subject_keys.wrapped, users.updated_at, \
         learner_progress.revision FROM enrollments \
         JOIN users ON users.organization_id = enrollments.organization_id \
         AND users.id = enrollments.user_id \
         JOIN subject_keys ON subject_keys.organization_id = enrollments.organization_id \
         AND subject_keys.subject_id = enrollments.user_id \
         LEFT JOIN learner_progress \
         ON learner_progress.organization_id = enrollments.organization_id \
         AND learner_progress.learner_id = enrollments.user_id \
         WHERE {enrolled} ORDER BY enrollments.user_id;\n\
         SELECT learner_id, course_id, states FROM lesson_states \
         WHERE organization_id = '{district}' \
         AND learner_id IN (SELECT user_id FROM enrollments WHERE {enrolled}) \
         AND course_id IN \
         (SELECT course_id FROM course_assignments WHERE {assigned});\n\
         COMMIT;\n"
    )
}

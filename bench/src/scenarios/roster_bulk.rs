//! P7: a district loads its roster, and loads it again unchanged.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::Fixture;
use crate::{
    background_reader::{measure, repeat},
    ceilings::{Ceiling, bulk},
    client::{Client, list, text},
    failure::Failure,
    load::{Done, Latencies},
    meter::{Measured, Meter},
    report::{Row, time},
    roster::Roster,
    school::{authorize, open_district},
};

/// Where imports are sent.
const IMPORTS: &str = "/v1/rosters/imports";

/// The pause between two writes of another district: ten a second.
const BETWEEN_WRITES: Duration = Duration::from_millis(100);

/// One import.
struct Import {
    measured: Measured,
    staging: Duration,
    /// The longest that another district's read took, its write, and its read that is logged.
    longest: [Duration; 3],
    answer: Value,
}

/// Plays it.
pub(super) fn play(stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
    let operator = stage.operator.token(stage.server)?;
    let district = open_district(stage.server, &operator, "birch")?;
    let admin = district.admin.client(stage.server, 0)?;
    let roster = Roster::of_students(stage.rostered);
    apply(&admin, &stage_bundle(&admin, roster.of_schools()?)?)?;
    let schools = admin.get("/v1/schools?limit=200")?.expect(200)?.json()?;
    for school in list(&schools, "/data") {
        authorize(&admin, &text(school, "/id")?)?;
    }
    let bundle = roster.whole()?;
    let before = stage.database.bytes()?;
    let first = import(stage, &admin, bundle.clone())?;
    let after = stage.database.bytes()?;
    let grown = before.zip(after).map(|(before, after)| {
        let students = u64::try_from(stage.rostered).unwrap_or(u64::MAX);
        let each = after.saturating_sub(before) / students;
        format!(", {each} bytes of database for each")
    });
    let grown = grown.unwrap_or_default();
    let again = import(stage, &admin, bundle)?;
    let copied = bulk::copy(stage.database, stage.directory, &district.id)?;
    let ceiling = match copied {
        Some(best) => Ceiling::of_time("copy of the same rows", best, first.measured.wall),
        None => Ceiling::NotMeasured("not measured: sqlite3 not found".to_owned()),
    };
    let repeated = Ceiling::of_time("first load", first.measured.wall, again.measured.wall);
    Ok(vec![
        first.row(
            &format!("first load of {} students{grown}", stage.rostered),
            ceiling,
            "≤ 6 × copy; memory ≤ 256 MiB; reads wait ≤ 100 ms, writes ≤ 250 ms",
        )?,
        again.row("the same bundle again", repeated, "≤ 0.25 × first load")?,
    ])
}

fn import(stage: &Fixture<'_>, admin: &Client, bundle: Vec<u8>) -> Result<Import, Failure> {
    let reader = stage.school.teacher.client(stage.server, 1)?;
    let work = || {
        let meter = Meter::begin(stage.server, stage.database)?;
        let begun = Instant::now();
        let staged = stage_bundle(admin, bundle)?;
        let staging = begun.elapsed();
        let answer = apply(admin, &staged)?;
        let wall = begun.elapsed();
        let one = Done {
            latencies: Latencies::new(vec![wall]),
            wall,
        };
        Ok((meter.read(one, 1)?, staging, answer))
    };
    // In another district, whose teacher works on.
    let (class, other) = (
        &stage.school.class,
        stage.school.teacher.client(stage.server, 2)?,
    );
    let writes = format!("/v1/classes/{class}/join-codes");
    let code = json!({ "expires_in_hours": 1, "max_uses": 1 });
    let write = || other.post(&writes, &code)?.expect(201).map(drop);
    let logged = format!("/v1/classes/{class}/students");
    let read_logged = || other.get(&logged)?.expect(200).map(drop);
    let written = || repeat(write, BETWEEN_WRITES, work);
    let logged = || repeat(read_logged, BETWEEN_WRITES, written);
    let (((worked, writes), logged), reads) = measure(&reader, logged)?;
    let (mut measured, staging, answer) = worked;
    let longest = [&reads, &writes, &logged].map(|latencies| latencies.percentile(100));
    measured.latencies = reads;
    Ok(Import {
        measured,
        staging,
        longest,
        answer,
    })
}

impl Import {
    fn row(self, what: &str, ceiling: Ceiling, target: &'static str) -> Result<Row, Failure> {
        let count = |pointer: &str| {
            let number = self.answer.pointer(pointer).and_then(Value::as_u64);
            number.ok_or_else(|| Failure::Said(format!("an import has no {pointer}")))
        };
        let [read, write, logged] = self.longest.map(time);
        let what = format!(
            "{what}: {} enrollments created, {} unchanged; staged in {}, in all {}; another district \
             meanwhile at the longest: a read {read}, a write {write}, a read that is logged {logged} \
             (p50, p99: reads)",
            count("/counts/enrollments/created")?,
            count("/counts/enrollments/unchanged")?,
            time(self.staging),
            time(self.measured.wall),
        );
        Ok(Row {
            scenario: "P7",
            what,
            unit: "import",
            measured: self.measured,
            ceilings: vec![ceiling],
            target,
        })
    }
}

/// Stages a bundle and gives the import's address.
fn stage_bundle(admin: &Client, bundle: Vec<u8>) -> Result<String, Failure> {
    let staged = admin.post_bytes(IMPORTS, "application/zip", bundle)?;
    let staged = staged.expect(201)?;
    match staged.text("/state")?.as_str() {
        "staged" => Ok(format!("{IMPORTS}/{}", staged.text("/id")?)),
        _ => Err(Failure::Said(format!(
            "the bundle was not staged: {}",
            staged.json()?
        ))),
    }
}

fn apply(admin: &Client, import: &str) -> Result<Value, Failure> {
    let accept = json!({ "accept_removals": true });
    admin
        .post(&format!("{import}/apply"), &accept)?
        .expect(200)?
        .json()
}

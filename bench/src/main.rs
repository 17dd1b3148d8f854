//! Load scenarios for Hallpass, run by hand: `docs/performance.md` says how, and what was measured.
//!
//! The server under load is the real binary, prepared through its API alone. Every scenario is
//! measured beside a ceiling in the same run, because wall-clock figures of a shared machine mean
//! little: ratios and processor time hold.

mod background_reader;
mod ceilings;
mod classwork;
mod client;
mod clock;
mod course_index;
mod database;
mod failure;
mod load;
mod meter;
mod processes;
mod report;
mod roster;
mod scenarios;
mod school;
mod server;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use ceilings::static_json;
use clap::{Parser, Subcommand, ValueEnum};
use database::{Database, postgres::Postgres, sqlite::Sqlite};
use failure::Failure;
use load::Bounds;
use report::{Row, mention, say};
use scenarios::{Fixture, Scenario};
use school::{Adult, School};
use server::Home;
use url::Url;

/// Requests after which a load ends: within what a caller may send in a burst.
const MOST_REQUESTS: u64 = 20_000;

/// Load scenarios for Hallpass.
#[derive(Debug, Parser)]
struct CommandLine {
    /// The scenarios; all of them without any.
    #[arg(value_enum)]
    scenarios: Vec<Scenario>,
    /// The database; both without one, PostgreSQL if it is given.
    #[arg(long, value_enum)]
    database: Option<Engine>,
    /// The URL of a superuser of a PostgreSQL on this machine. A database is made there and dropped.
    #[arg(long, value_name = "URL")]
    postgres: Option<Url>,
    /// Seconds after which a load ends, if it has not sent enough before.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=300))]
    seconds: u64,
    /// Students of the roster in P7.
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    students: u32,
    /// The binary of the server, built for release.
    #[arg(long, default_value = "target/release/hallpass")]
    hallpass: PathBuf,
    #[command(subcommand)]
    internal: Option<Internal>,
}

#[derive(Debug, Subcommand)]
enum Internal {
    /// The ceiling of reads, which a run starts beside itself.
    #[command(name = static_json::SUBCOMMAND, hide = true)]
    StaticJson { bytes: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let outcome = match line.internal {
        Some(Internal::StaticJson { bytes }) => static_json::serve(bytes),
        None => run(&line),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            mention(&format!("bench: {failure}"));
            ExitCode::FAILURE
        }
    }
}

fn run(line: &CommandLine) -> Result<(), Failure> {
    if line.database != Some(Engine::Postgres) {
        let directory = tempfile::tempdir()?;
        let database = Database::Sqlite(Sqlite::in_directory(directory.path()));
        on(line, &database, directory.path())?;
    }
    if line.database == Some(Engine::Sqlite) {
        return Ok(());
    }
    let Some(url) = &line.postgres else {
        mention("PostgreSQL: not measured; give a superuser's URL with --postgres");
        return Ok(());
    };
    let directory = tempfile::tempdir()?;
    let database = Database::Postgres(Postgres::create(url.clone())?);
    on(line, &database, directory.path())
}

/// Plays the scenarios on a database and says what they cost.
fn on(line: &CommandLine, database: &Database, directory: &Path) -> Result<(), Failure> {
    mention(&format!("{}: preparing a school", database.name()));
    let home = Home::new(&line.hallpass, directory, database)?;
    home.run(&["migrate"])?;
    let invitation = school::appoint_operator(&home)?;
    let server = home.serve()?;
    let operator = Adult::operator();
    let token = school::accept(&server, &invitation)?;
    let school = School::open(&server, &token)?;
    let stage = Fixture {
        server: &server,
        database,
        directory,
        operator: &operator,
        school: &school,
        bounds: Bounds {
            time: Duration::from_secs(line.seconds),
            requests: MOST_REQUESTS,
        },
        rostered: usize::try_from(line.students).unwrap_or(usize::MAX),
    };
    let chosen = match line.scenarios.as_slice() {
        [] => Scenario::value_variants(),
        chosen => chosen,
    };
    let mut rows: Vec<Row> = Vec::new();
    for scenario in chosen {
        mention(&format!("{}: {scenario:?}", database.name()));
        rows.extend(scenario.play(&stage)?);
    }
    say(&format!(
        "\n**{}**\n\n{}",
        database.name(),
        report::table(&rows)
    ));
    Ok(())
}

//! The ceiling of PostgreSQL: the statements at the heart of a request, sent by `pgbench`.

use std::{fs, path::Path, time::Duration};

use super::Ceiling;
use crate::{database::postgres::Postgres, failure::Failure, meter::share, processes};

/// Connections that it uses.
const CONNECTIONS: &str = "8";

/// The processor time that PostgreSQL takes for one run of a script; `None` without `pgbench`.
pub fn cpu_per_transaction(
    postgres: &Postgres,
    directory: &Path,
    script: &str,
    time: Duration,
) -> Result<Option<Duration>, Failure> {
    let file = directory.join("ceiling.pgbench");
    fs::write(&file, script)?;
    let seconds = time.as_secs().max(1).to_string();
    let before = processes::cpu_of_family(postgres.postmaster())?;
    let arguments = ["--client", CONNECTIONS, "--jobs", "2", "--time", &seconds];
    let Some(said) = postgres.pgbench(&file, &arguments)? else {
        return Ok(None);
    };
    let after = processes::cpu_of_family(postgres.postmaster())?;
    let transactions = said
        .lines()
        .find_map(|line| line.strip_prefix("number of transactions actually processed: "))
        .and_then(|rest| rest.split(['/', ' ']).next()?.parse().ok())
        .ok_or_else(|| Failure::said("pgbench did not say how much it did"))?;
    Ok(Some(share(after.saturating_sub(before), transactions)))
}

/// The ceiling that this is to what a request costs.
pub fn ceiling(what: &str, best: Option<Duration>, ours: Duration) -> Ceiling {
    match best {
        Some(best) => Ceiling::of_time(what, best, ours),
        None => Ceiling::NotMeasured("not measured: pgbench not found".to_owned()),
    }
}

/// The processor time that PostgreSQL takes to insert one row durably.
pub fn insert(
    postgres: &Postgres,
    directory: &Path,
    time: Duration,
) -> Result<Option<Duration>, Failure> {
    postgres.sql(&[
        "CREATE SCHEMA IF NOT EXISTS ceiling",
        "CREATE TABLE IF NOT EXISTS ceiling.events (\
             id uuid PRIMARY KEY DEFAULT gen_random_uuid(), learner integer NOT NULL, \
             at timestamptz NOT NULL DEFAULT now(), kind text NOT NULL, content bytea)",
    ])?;
    let script = "\\set learner random(1, 64)\n\
                  INSERT INTO ceiling.events (learner, kind, content) \
                  VALUES (:learner, 'attempted', decode(repeat('ab', 128), 'hex'));\n";
    cpu_per_transaction(postgres, directory, script, time)
}

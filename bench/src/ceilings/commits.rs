//! The ceiling of SQLite's writes: commits of one row, each on disk before the next begins.

use crate::{
    database::sqlite::{Scripted, Sqlite},
    failure::Failure,
    meter::real,
};

/// Commits that are made: a few seconds on a disk that takes some milliseconds to sync.
const COMMITS: u32 = 500;

/// Durable commits a second, one after the other; `None` without the `sqlite3` program.
pub fn per_second(sqlite: &Sqlite) -> Result<Option<f64>, Failure> {
    let mut script = "PRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;\n\
                      CREATE TABLE events (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;\n"
        .to_owned();
    for _ in 0..COMMITS {
        script += "INSERT INTO events (content) VALUES (randomblob(128));\n";
    }
    let scripted = sqlite.script("commits.db", &script)?;
    Ok(scripted.map(|Scripted { wall, .. }| {
        real(u64::from(COMMITS)) / wall.as_secs_f64().max(f64::EPSILON)
    }))
}

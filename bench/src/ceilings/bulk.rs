//! The ceiling of a roster's first load: the rows that it wrote, copied into empty tables of the
//! same shape in one transaction.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use crate::{
    database::{Database, postgres::Postgres, sqlite::Sqlite},
    failure::Failure,
};

/// How long the copy takes; `None` without the program that it needs.
pub fn copy(
    database: &Database,
    directory: &Path,
    district: &str,
) -> Result<Option<Duration>, Failure> {
    match database {
        Database::Sqlite(sqlite) => on_sqlite(sqlite, district),
        Database::Postgres(postgres) => on_postgres(postgres, directory, district).map(Some),
    }
}

fn on_sqlite(sqlite: &Sqlite, district: &str) -> Result<Option<Duration>, Failure> {
    let attach = format!("ATTACH '{}' AS held;\n", sqlite.file().display());
    let schema = "SELECT sql || ';' FROM held.sqlite_schema \
                  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%';\n";
    let tables = "SELECT m.name FROM held.sqlite_schema m, pragma_table_info(m.name, 'held') c \
                  WHERE m.type = 'table' AND c.name = 'organization_id';\n";
    let asked = |what: &str| sqlite.script("schema.db", &format!("{attach}{what}"));
    let (Some(schema), Some(tables)) = (asked(schema)?, asked(tables)?) else {
        return Ok(None);
    };
    let mut script = vec![
        "PRAGMA journal_mode = WAL;\nPRAGMA synchronous = FULL;".to_owned(),
        schema.printed,
        attach,
        "BEGIN;".to_owned(),
    ];
    let district = district.replace('-', "");
    script.extend(tables.printed.lines().map(|table| {
        let rows = format!("SELECT * FROM held.{table} WHERE organization_id = x'{district}'");
        format!("INSERT INTO {table} {rows};")
    }));
    script.push("COMMIT;\n".to_owned());
    let copied = sqlite.script("copy.db", &script.join("\n"))?;
    Ok(copied.map(|copied| copied.wall))
}

fn on_postgres(postgres: &Postgres, directory: &Path, district: &str) -> Result<Duration, Failure> {
    let tables = postgres.sql(&["SELECT table_name FROM information_schema.columns \
         WHERE table_schema = 'public' AND column_name = 'organization_id'"])?;
    let mut copies = vec!["BEGIN".to_owned()];
    postgres.sql(&["CREATE SCHEMA IF NOT EXISTS ceiling"])?;
    for table in tables.lines() {
        let file = directory.join(format!("{table}.copy"));
        let rows = format!("SELECT * FROM public.{table} WHERE organization_id = '{district}'");
        postgres.sql(&[
            &format!("CREATE TABLE ceiling.{table} (LIKE public.{table} INCLUDING ALL)"),
            &format!("\\copy ({rows}) TO '{}'", file.display()),
        ])?;
        if fs::metadata(&file)?.len() > 0 {
            copies.push(format!("\\copy ceiling.{table} FROM '{}'", file.display()));
        }
    }
    copies.push("COMMIT".to_owned());
    let copies: Vec<&str> = copies.iter().map(String::as_str).collect();
    let begun = Instant::now();
    postgres.sql(&copies)?;
    Ok(begun.elapsed())
}

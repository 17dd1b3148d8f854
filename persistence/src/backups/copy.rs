//! Copies of the embedded database: one that is consistent while others write, and one that takes the
//! place of a database.

use std::path::Path;

use diesel::{
    QueryableByName, RunQueryDsl as _, connection::SimpleConnection as _, sql_query,
    sql_types::Text,
};

use super::restoration::{Restoration, mark};
use crate::{
    connection::AnyConnection,
    database::{connect_existing, create_for_oneself},
    error::DbError,
};

#[derive(QueryableByName)]
struct Verdict {
    #[diesel(sql_type = Text)]
    integrity_check: String,
}

/// Copies the database at a path to a new file, as it is at one instant. Others go on meanwhile.
///
/// # Errors
/// If there is no database, or the file cannot be written.
pub fn copy_sqlite(database: &Path, to: &Path) -> Result<(), DbError> {
    let to_text = to
        .to_str()
        .ok_or_else(|| DbError::Address("a path that is not UTF-8".to_owned()))?;
    // An empty file that only its owner reads: the copy is written into it.
    create_for_oneself(to).map_err(|failure| DbError::Unavailable(failure.to_string()))?;
    let mut conn = connect_existing(database)?;
    sql_query("VACUUM INTO ?")
        .bind::<Text, _>(to_text)
        .execute(&mut conn)?;
    Ok(())
}

/// Marks a copy as restored, and leaves it as one file that is whole.
///
/// # Errors
/// [`DbError::Corrupt`] if the copy is damaged; [`DbError::NewerSchema`]; if it cannot be written.
pub fn finish_sqlite(copy: &Path, restoration: &Restoration) -> Result<(), DbError> {
    let mut conn = connect_existing(copy)?;
    let verdict: Verdict = sql_query("PRAGMA integrity_check").get_result(&mut conn)?;
    if verdict.integrity_check != "ok" {
        return Err(DbError::Corrupt("the restored database is damaged"));
    }
    mark(&mut conn, restoration)?;
    let AnyConnection::Sqlite(inner) = &mut conn else {
        return Err(DbError::Corrupt("a SQLite path opens a SQLite connection"));
    };
    inner.batch_execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")?;
    Ok(())
}

#[derive(QueryableByName)]
struct Journal {
    #[diesel(sql_type = Text)]
    journal_mode: String,
}

/// Makes sure that nobody else uses a database that is to be replaced, and leaves it as one file.
///
/// # Errors
/// [`DbError::Unavailable`] if somebody does.
pub fn close_sqlite(database: &Path) -> Result<(), DbError> {
    let mut conn = connect_existing(database)?;
    // Only who is alone with it may take it out of this mode.
    let journal: Result<Journal, _> =
        sql_query("PRAGMA journal_mode = DELETE").get_result(&mut conn);
    match journal {
        Ok(journal) if journal.journal_mode == "delete" => Ok(()),
        Ok(_) | Err(_) => Err(DbError::Unavailable(
            "it is in use: stop what serves it".to_owned(),
        )),
    }
}

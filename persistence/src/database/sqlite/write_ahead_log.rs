//! Giving back the disk space of the write-ahead log, which otherwise stays as large as it ever was.

use std::{path::Path, thread, time::Duration};

use diesel::{
    QueryableByName, RunQueryDsl as _, connection::SimpleConnection as _, sql_query,
    sql_types::Integer,
};

use super::{Role, connect};
use crate::{connection::AnyConnection, error::DbError};

/// How long the writer may be kept waiting at a time, in milliseconds.
const PATIENCE_MS: u32 = 50;
/// How often it is tried, beside readers that still need the log.
const ATTEMPTS: u32 = 40;
/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(250);

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Moves pages while others go on, and cuts the log in a moment when no reader needs it. Where none
/// comes, the log stays, and is written from its beginning again.
pub(super) fn truncate(path: &Path) -> Result<(), DbError> {
    let mut conn = connect(path, Role::Writer)?;
    conn.batch_execute(&format!("PRAGMA busy_timeout = {PATIENCE_MS};"))?;
    for _ in 0..ATTEMPTS {
        let moved = checkpoint(&mut conn, "PASSIVE")?;
        if !moved.is_busy() && !checkpoint(&mut conn, "TRUNCATE")?.is_busy() {
            return Ok(());
        }
        thread::sleep(PAUSE);
    }
    Ok(())
}

impl Checkpoint {
    fn is_busy(&self) -> bool {
        self.busy != 0
    }
}

fn checkpoint(conn: &mut AnyConnection, kind: &str) -> Result<Checkpoint, DbError> {
    Ok(sql_query(format!("PRAGMA wal_checkpoint({kind})")).get_result(conn)?)
}

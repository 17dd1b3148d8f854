//! Many rows at once.

/// Rows that one statement ends, or inserts on PostgreSQL: few enough that their values stay below the
/// 65,535 that a statement can bind.
pub(super) const ROWS_PER_STATEMENT: usize = 1_000;

/// Inserts rows: many a statement on PostgreSQL, where each statement is a trip over the network,
/// and one a statement on SQLite, where it is prepared once.
macro_rules! insert_all {
    ($tx:expr, $table:path, $rows:expr) => {
        for chunk in $rows.chunks($crate::rosters::batch::ROWS_PER_STATEMENT) {
            match $tx.conn() {
                $crate::connection::AnyConnection::Postgres(conn) => {
                    diesel::insert_into($table).values(chunk).execute(conn)?;
                }
                $crate::connection::AnyConnection::Sqlite(conn) => {
                    for row in chunk {
                        diesel::insert_into($table).values(row).execute(conn)?;
                    }
                }
            }
        }
    };
}

pub(super) use insert_all;

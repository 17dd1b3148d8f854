//! Many rows at once.

/// Rows that one statement changes, or inserts on PostgreSQL: few enough that their values stay below
/// the 65,535 that a statement can bind.
pub(super) const ROWS_PER_STATEMENT: usize = 1_000;

/// Inserts a row for each record: many a statement on PostgreSQL, where each statement is a trip over
/// the network, and one a statement on SQLite, where it is prepared once.
macro_rules! insert_all {
    ($tx:expr, $table:path, $records:expr, $row:expr) => {
        for records in $records.chunks($crate::rosters::batch::ROWS_PER_STATEMENT) {
            let rows: Vec<_> = records.iter().map($row).collect();
            match $tx.conn() {
                $crate::connection::AnyConnection::Postgres(conn) => {
                    diesel::insert_into($table).values(rows).execute(conn)?;
                }
                $crate::connection::AnyConnection::Sqlite(conn) => {
                    for row in rows {
                        diesel::insert_into($table).values(row).execute(conn)?;
                    }
                }
            }
        }
    };
}

/// Sets the same columns of all rows of the tenant with these ids, if they pass a filter.
macro_rules! set_all {
    ($tx:expr, $table:ident, $ids:expr, $set:expr $(, $filter:expr)?) => {
        for ids in $ids.chunks($crate::rosters::batch::ROWS_PER_STATEMENT) {
            let ids = ids.iter().map(|id| $crate::sql_types::BindUuid(*id));
            diesel::update(
                $table::table
                    .filter($table::organization_id.eq($tx.tenant()))
                    .filter($table::id.eq_any(ids))
                    $(.filter($filter))?,
            )
            .set($set)
            .execute($tx.conn())?;
        }
    };
}

pub(super) use {insert_all, set_all};

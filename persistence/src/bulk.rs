//! Many rows at once.

/// Rows that one statement changes, or inserts on PostgreSQL: few enough that their values stay below
/// the 65,535 that a statement can bind (a SQLite statement: 32,766, of which a change binds one a row).
pub(crate) const ROWS_PER_STATEMENT: usize = 1_000;

/// Inserts rows: `insert_all!(tx, table, rows)`, where `rows` gives what `values` takes; a clause on
/// conflicts may follow.
///
/// On PostgreSQL, where each statement is a trip over the network, one statement takes many rows; that
/// for a single row stays prepared. SQLite prepares one statement for all rows.
macro_rules! insert_all {
    ($tx:expr, $table:path, $rows:expr) => {
        insert_all!($tx, $table, $rows, |insert| insert)
    };
    ($tx:expr, $table:path, $rows:expr, |$insert:ident| $how:expr) => {{
        let mut rows = $rows.into_iter();
        loop {
            let next = rows.by_ref().take($crate::bulk::ROWS_PER_STATEMENT);
            let next: Vec<_> = next.collect();
            match $tx.conn() {
                _ if next.is_empty() => break,
                $crate::connection::AnyConnection::Postgres(conn) if next.len() > 1 => {
                    let $insert = diesel::insert_into($table).values(next);
                    $how.execute(conn)?;
                }
                conn => {
                    for row in next {
                        let $insert = diesel::insert_into($table).values(row);
                        let insert = $how;
                        on_connection!(&mut *conn, |conn| insert.execute(conn))?;
                    }
                }
            }
        }
    }};
}

/// Sets the same columns of all rows of the tenant with these ids, if they pass a filter.
macro_rules! set_all {
    ($tx:expr, $table:ident, $ids:expr, $set:expr $(, $filter:expr)?) => {
        for ids in $ids.chunks($crate::bulk::ROWS_PER_STATEMENT) {
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

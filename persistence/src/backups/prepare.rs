//! A PostgreSQL database into which a backup goes.

use diesel::{
    QueryableByName, RunQueryDsl as _, connection::SimpleConnection as _, sql_query,
    sql_types::BigInt,
};

use crate::{
    database::{connect_postgres, known_steps, service_role_statements},
    error::DbError,
};

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = BigInt)]
    relations: i64,
}

/// Makes the restricted role if the server has none, and says whether the database holds nothing.
///
/// # Errors
/// If it cannot be reached, or the role cannot be made.
pub fn prepare_postgres(url: &str, service_role: &str) -> Result<bool, DbError> {
    let mut conn = connect_postgres(url)?;
    conn.batch_execute(&service_role_statements(service_role))?;
    let counted: Counted = sql_query(
        "SELECT count(*) AS relations FROM pg_class WHERE relnamespace = 'public'::regnamespace",
    )
    .get_result(&mut conn)?;
    Ok(counted.relations == 0)
}

/// Whether a step of the schema is one of this program's.
pub fn is_known_step(is_sqlite: bool, step: &str) -> bool {
    known_steps(is_sqlite).iter().any(|known| known == step)
}

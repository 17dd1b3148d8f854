//! Revoking a join code.

use diesel::prelude::*;
use domain::{access::action::RevokeJoinCode, audit::Changed};

use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::join_codes,
    sql_types::bind_instant,
};

/// Revokes the permitted code at this instant. Those who joined with it stay in the class; one that
/// was revoked stays as it was.
///
/// # Errors
/// If the database fails.
pub fn revoke<'t>(tx: &mut Tx<'t>, permit: &Permit<'t, RevokeJoinCode>) -> Result<(), DbError> {
    let revoked = diesel::update(
        join_codes::table
            .find((tx.tenant(), permit.subject().part))
            .filter(join_codes::revoked_at.is_null()),
    )
    .set(join_codes::revoked_at.eq(bind_instant(tx.now())))
    .execute(tx.conn())?;
    let changed = match revoked {
        0 => Changed::nothing(),
        _ => Changed::ended(permit.subject().part),
    };
    audit::changed(tx, permit, changed.referring_to([permit.subject().class]))
}

//! Issuing a join code.

use chrono::TimeDelta;
use diesel::prelude::*;
use domain::{
    access::action::ManageJoinCodes, audit::Changed, classes::kind::ClassKind, ids::JoinCodeId,
};

use super::JoinCode;
use crate::{
    access::Permit,
    audit,
    classes::read::find,
    database::Tx,
    error::DbError,
    handles::{self, HandleKind},
    schema::join_codes,
    sql_types::bind_instant,
};

/// A join code that is to be issued.
#[derive(Clone, Copy, Debug)]
pub struct NewJoinCode {
    /// How long it holds.
    pub holds_for: TimeDelta,
    /// How many students may join with it.
    pub max_uses: u16,
}

/// Issues a code for the permitted class; `None` if the class is a sandbox, which nobody joins (SCH-04).
///
/// # Errors
/// If the database fails.
pub fn issue<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageJoinCodes>,
    new: NewJoinCode,
) -> Result<Option<JoinCode>, DbError> {
    let is_joined =
        find(tx, permit.subject())?.is_some_and(|class| class.kind == ClassKind::Ordinary);
    if !is_joined {
        return Ok(None);
    }
    let code = handles::issue(tx, HandleKind::Join)?;
    let issued = JoinCode {
        id: tx.new_id(),
        code: code.as_str().to_owned(),
        uses: 0,
        max_uses: i32::from(new.max_uses),
        created_by: permit.actor().user(),
        created_at: tx.now(),
        expires_at: tx.now() + new.holds_for,
        revoked_at: None,
    };
    let id: JoinCodeId = issued.id;
    let row = (
        join_codes::organization_id.eq(tx.tenant()),
        join_codes::id.eq(id),
        join_codes::class_id.eq(permit.subject()),
        join_codes::code.eq(code.as_str()),
        join_codes::max_uses.eq(issued.max_uses),
        join_codes::created_by.eq(permit.actor().user()),
        join_codes::created_at.eq(bind_instant(issued.created_at)),
        join_codes::expires_at.eq(bind_instant(issued.expires_at)),
    );
    diesel::insert_into(join_codes::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(tx, permit, Changed::created(id))?;
    Ok(Some(issued))
}

//! What an installation needs before anybody can use it: Hallpass itself as an organization.

use diesel::prelude::*;
use domain::{audit::AccountEvent, ids::PLATFORM};

use crate::{
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    handles::{self, HandleKind},
    schema::{organization_keys, organizations},
    sql_types::{at, key},
};

/// The name of Hallpass as an organization.
const NAME: &str = "Hallpass";
/// Its handle.
const SLUG: &str = "hallpass";

/// Whether an installation had to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Its rows were written.
    Opened,
    /// It was open before.
    Open,
}

/// Writes the organization that Hallpass itself is, with its key and its handle, unless it is
/// there. For a transaction of that organization.
///
/// # Errors
/// If the database fails.
pub fn open_platform(tx: &mut Tx<'_>) -> Result<Opening, DbError> {
    let known: i64 = organizations::table
        .find(key(PLATFORM))
        .count()
        .get_result(tx.conn())?;
    if known > 0 {
        return Ok(Opening::Open);
    }
    let row = (
        organizations::organization_id.eq(key(PLATFORM)),
        organizations::kind.eq("platform"),
        organizations::name.eq(NAME),
        organizations::slug.eq(SLUG),
        organizations::state.eq("active"),
        organizations::created_at.eq(at(tx.now())),
        organizations::updated_at.eq(at(tx.now())),
    );
    diesel::insert_into(organizations::table)
        .values(row)
        .execute(tx.conn())?;
    insert_key(tx)?;
    handles::take(tx, HandleKind::Organization, SLUG)?;
    audit::append(tx, &Entry::account(AccountEvent::InstallationSeeded, None))?;
    Ok(Opening::Opened)
}

fn insert_key(tx: &mut Tx<'_>) -> Result<(), DbError> {
    let (master_key_id, wrapped) = tx.keys().create_organization(PLATFORM)?;
    let row = (
        organization_keys::organization_id.eq(key(PLATFORM)),
        organization_keys::master_key_id.eq(master_key_id),
        organization_keys::wrapped.eq(wrapped),
        organization_keys::created_at.eq(at(tx.now())),
    );
    diesel::insert_into(organization_keys::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

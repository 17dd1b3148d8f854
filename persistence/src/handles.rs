//! Handles: the public short names by which a tenant is found before sign-in.
//!
//! They are the one thing that is unique across tenants, hold nothing personal, and say nothing
//! but which organization to ask.

use diesel::prelude::*;
use domain::{classes::codes::ClassCode, ids::OrganizationId, text_enum::TextEnum};

use crate::{database::Tx, error::DbError, schema::handles};

domain::text_enum! {
    /// What a handle names.
    pub enum HandleKind {
        /// An organization, by its short name.
        Organization = "organization",
        /// A class, by the code with which its students sign in.
        Class = "class",
        /// A class, by a code with which students join it.
        Join = "join",
    }
}

/// Finds the organization behind a handle. Works in any tenant's transaction.
///
/// # Errors
/// If the database fails.
pub fn find(
    tx: &mut Tx<'_>,
    kind: HandleKind,
    handle: &str,
) -> Result<Option<OrganizationId>, DbError> {
    Ok(handles::table
        .find((kind.as_str(), handle))
        .select(handles::organization_id)
        .first(tx.conn())
        .optional()?)
}

/// Takes a handle for the tenant, unless it is taken.
///
/// # Errors
/// If the database fails.
pub(crate) fn take(tx: &mut Tx<'_>, kind: HandleKind, handle: &str) -> Result<Taken, DbError> {
    if find(tx, kind, handle)?.is_some() {
        return Ok(Taken::Already);
    }
    let row = (
        handles::kind.eq(kind),
        handles::handle.eq(handle),
        handles::organization_id.eq(tx.tenant()),
    );
    diesel::insert_into(handles::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(Taken::Now)
}

/// Whether a handle could be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is the tenant's from now on.
    Now,
    /// It is taken.
    Already,
}

/// Makes a new code and takes it.
///
/// # Errors
/// If the database fails.
pub(crate) fn issue(tx: &mut Tx<'_>, kind: HandleKind) -> Result<ClassCode, DbError> {
    loop {
        let mut random = [0; 16];
        tx.mint().fill(&mut random);
        let code = ClassCode::from_random(random);
        if take(tx, kind, code.as_str())? == Taken::Now {
            return Ok(code);
        }
    }
}

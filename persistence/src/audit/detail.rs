//! Opening the sealed detail of an event.

use diesel::prelude::*;
use domain::{
    access::action::ReadAuditLog,
    audit::Shown,
    ids::{AuditEventId, UserId},
};

use super::append::{DETAIL, disclosed};
use crate::{
    access::Permit, accounts::keys_of::subject_key, database::Tx, error::DbError, keys::Sealed,
    schema::audit_events,
};

/// The detail of an event of the permitted organization, if it has one. Gone with the key of the
/// person whom it is about.
///
/// # Errors
/// [`crate::keys::KeyError::DoesNotOpen`] if it was written for another event;
/// [`crate::keys::KeyError::Destroyed`] if the person's key is gone.
pub fn detail<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadAuditLog>,
    event: AuditEventId,
) -> Result<Option<String>, DbError> {
    let row: Option<(Option<UserId>, Option<Sealed>)> = audit_events::table
        .find((tx.tenant(), event))
        .select((audit_events::person_id, audit_events::detail))
        .first(tx.conn())
        .optional()?;
    let Some((Some(person), Some(sealed))) = row else {
        return Ok(None);
    };
    let text = subject_key(tx, person)?.open_text(DETAIL, event.uuid(), &sealed)?;
    disclosed(tx, permit, Shown::each([person]))?;
    Ok(Some(text))
}

//! Contacts of whom a roster says something else.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    accounts::emails::EmailRecipient,
    guardians::{
        GuardianKind,
        contact::{ContactDelivery, evidence},
    },
    ids::{GuardianContactId, GuardianshipId, PairingCodeId},
};
use uuid::Uuid;

use super::{
    end::{close_codes, led_to, take_ground},
    redeem::address_of,
};
use crate::{
    bulk::ROWS_PER_STATEMENT, database::Tx, error::DbError, mail, schema::guardian_contacts,
    sql_types::BindUuid,
};

/// What a roster says of a contact now, as far as a guardianship rests on it.
pub(crate) struct Renamed {
    /// The contact.
    pub(crate) contact: Uuid,
    /// What they are to the student.
    pub(crate) kind: GuardianKind,
    /// Their address.
    pub(crate) address: Option<EmailRecipient>,
}

/// Takes back what was sent or printed for contacts of whom a roster says something else: it may have gone
/// to somebody else. A guardianship rests on the roster only as long as it names a parent with the address
/// of the guardian.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn renamed(tx: &mut Tx<'_>, contacts: &[Renamed]) -> Result<(), DbError> {
    type Row = (
        GuardianContactId,
        Option<PairingCodeId>,
        Option<GuardianshipId>,
    );
    for some in contacts.chunks(ROWS_PER_STATEMENT) {
        let rows: Vec<Row> = guardian_contacts::table
            .filter(guardian_contacts::organization_id.eq(tx.tenant()))
            .filter(guardian_contacts::id.eq_any(some.iter().map(|to| BindUuid(to.contact))))
            .filter(guardian_contacts::pairing_code_id.is_not_null())
            .filter(guardian_contacts::ended_at.is_null())
            .select((
                guardian_contacts::id,
                guardian_contacts::pairing_code_id,
                guardian_contacts::guardianship_id,
            ))
            .load(tx.conn())?;
        let codes: Vec<PairingCodeId> = rows.iter().filter_map(|row| row.1).collect();
        close_codes(tx, &codes)?;
        let invited: Vec<Uuid> = rows.iter().map(|row| row.0.uuid()).collect();
        mail::withdraw(tx, &invited)?;
        let led = led_to(tx, rows.iter().filter_map(|row| row.2))?;
        let now: HashMap<Uuid, &Renamed> = some.iter().map(|to| (to.contact, to)).collect();
        for (contact, _, guardianship) in rows {
            let led = guardianship.and_then(|id| Some((id, led.get(&id)?)));
            let (Some((id, led)), Some(now)) = (led, now.get(&contact.uuid())) else {
                continue;
            };
            let is_parent = evidence(now.kind, ContactDelivery::Mail).is_some();
            let is_same = now.address.is_some() && address_of(tx, led.guardian)? == now.address;
            if !(is_parent && is_same) {
                take_ground(tx, id, led)?;
            }
        }
    }
    Ok(())
}

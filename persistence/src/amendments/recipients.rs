//! Who was given a part of a record before it was corrected, and whether they were told (RTS-04; GDPR
//! Art. 19).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::DecideAmendment,
    amendments::course::AmendmentActor,
    audit::{Changed, Shown},
    ids::{AmendmentId, RecordDisclosureId},
};

use super::{
    course::actor,
    row::{Stored, find},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    records::{Disclosure, disclosed_before},
    schema::correction_notices,
    sql_types::bind_instant,
};

/// Somebody who was given a part of a record before it was corrected.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The disclosure.
    pub disclosure: RecordDisclosureId,
    /// Who was given it.
    pub recipient: String,
    /// When.
    pub disclosed_at: DateTime<Utc>,
    /// When they were told that it was corrected.
    pub told_at: Option<DateTime<Utc>>,
}

/// The recipients of a part, or why there is no list.
pub enum RecipientsOutcome {
    /// A page of them.
    Found(Slice<Recipient>),
    /// There is no such amendment that the person may know of.
    NoSuchAmendment,
}

/// What became of the note that a recipient was told.
pub enum ToldOutcome {
    /// It is written down.
    Told(Recipient),
    /// There is no such recipient.
    NoSuchRecipient,
}

/// Those who were given the part of the permitted student's record that was corrected, newest first; none
/// while it is not corrected.
///
/// # Errors
/// If the database fails.
pub fn recipients<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideAmendment>,
    amendment: AmendmentId,
    page: PageRequest,
) -> Result<RecipientsOutcome, DbError> {
    let Some(held) = known(tx, permit, amendment)? else {
        return Ok(RecipientsOutcome::NoSuchAmendment);
    };
    let mut found = all(tx, &held)?;
    found.retain(|recipient| {
        page.after
            .is_none_or(|after| recipient.disclosure.uuid() < after)
    });
    let found = page.into_page(found, |recipient| recipient.disclosure.uuid());
    let shown = Shown::each([held.student_id]).and(Shown::each([amendment]));
    audit::disclosed(tx, permit, shown)?;
    Ok(RecipientsOutcome::Found(found))
}

/// Notes that a recipient of the permitted student's record was told that it was corrected. The first
/// note stays.
///
/// # Errors
/// If the database fails.
pub fn tell<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideAmendment>,
    amendment: AmendmentId,
    disclosure: RecordDisclosureId,
) -> Result<ToldOutcome, DbError> {
    let Some(held) = known(tx, permit, amendment)? else {
        return Ok(ToldOutcome::NoSuchRecipient);
    };
    let given = all(tx, &held)?;
    let given = given
        .into_iter()
        .find(|given| given.disclosure == disclosure);
    let Some(mut given) = given else {
        return Ok(ToldOutcome::NoSuchRecipient);
    };
    if given.told_at.is_none() {
        let now = tx.now();
        let row = (
            correction_notices::organization_id.eq(tx.tenant()),
            correction_notices::amendment_id.eq(amendment),
            correction_notices::disclosure_id.eq(disclosure),
            correction_notices::told_by.eq(permit.actor().user()),
            correction_notices::told_at.eq(bind_instant(now)),
        );
        diesel::insert_into(correction_notices::table)
            .values(row)
            .execute(tx.conn())?;
        given.told_at = Some(now);
    }
    let changed = Changed::of(amendment)
        .referring_to([disclosure])
        .referring_to([held.student_id]);
    audit::changed(tx, permit, changed)?;
    Ok(ToldOutcome::Told(given))
}

/// The amendment, unless the administrator is of the student's family: an order may keep from them who
/// was given the record.
fn known<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideAmendment>,
    amendment: AmendmentId,
) -> Result<Option<Stored>, DbError> {
    let Some(held) = find(tx, permit.subject().student, amendment)? else {
        return Ok(None);
    };
    let acts_as = actor(tx, &held, permit.actor().user(), permit.relationship())?;
    Ok((acts_as == AmendmentActor::School).then_some(held))
}

/// Everybody who was given the part before it was corrected.
fn all(tx: &mut Tx<'_>, held: &Stored) -> Result<Vec<Recipient>, DbError> {
    let Some(corrected_at) = held.corrected_at else {
        return Ok(Vec::new());
    };
    let told: HashMap<RecordDisclosureId, DateTime<Utc>> = correction_notices::table
        .filter(correction_notices::organization_id.eq(tx.tenant()))
        .filter(correction_notices::amendment_id.eq(held.id))
        .select((
            correction_notices::disclosure_id,
            correction_notices::told_at,
        ))
        .load::<(RecordDisclosureId, DateTime<Utc>)>(tx.conn())?
        .into_iter()
        .collect();
    let given: Vec<Disclosure> =
        disclosed_before(tx, held.student_id, held.part.category(), corrected_at)?;
    let recipients = given.into_iter().map(|given| Recipient {
        told_at: told.get(&given.id).copied(),
        disclosure: given.id,
        recipient: given.recipient,
        disclosed_at: given.recorded_at,
    });
    Ok(recipients.collect())
}

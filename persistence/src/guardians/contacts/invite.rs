//! Inviting a contact.

use diesel::prelude::*;
use domain::{
    access::action::ManageGuardians,
    accounts::emails::EmailRecipient,
    audit::Changed,
    classes::interval::Interval,
    guardians::{
        GuardianshipState,
        contact::{
            ContactAddress, ContactDelivery, InvitationFacts, InvitationRefused, evidence,
            may_invite,
        },
    },
    ids::{GuardianContactId, GuardianshipId, UserId},
    mail::{Language, MessageKind},
};

use super::{
    end::close_codes,
    keeper::keeper,
    redeem::address_of,
    row::{Row, find},
};
use crate::{
    access::Permit,
    age, audit,
    database::Tx,
    error::DbError,
    guardians::{
        accounts::accounts_of,
        issue::{IssuedCode, NewPairingCode, write},
        standing::limits_of,
    },
    mail::{self, AdultRecipient, NewMessage},
    schema::{guardian_contacts, guardianships, organizations},
};

/// How a contact is to be invited.
#[derive(Clone, Copy, Debug)]
pub struct ContactInvitation {
    /// How it reaches them.
    pub delivery: ContactDelivery,
    /// The language of a message.
    pub language: Language,
}

/// An invitation of a contact.
#[derive(Debug)]
pub struct InvitedContact {
    /// The code. One that was sent is shown to nobody else.
    pub code: IssuedCode,
    /// How it reaches the contact.
    pub delivery: ContactDelivery,
}

/// How inviting ended.
#[derive(Debug)]
pub enum InviteOutcome {
    /// They are invited.
    Invited(InvitedContact),
    /// They are not: the reason.
    Refused(InvitationRefused),
    /// The permitted student has no such contact.
    NoSuchContact,
}

/// Invites a contact of the permitted student by a code that is good once, for 14 days. One that was issued
/// for the contact before opens nothing any more.
///
/// # Errors
/// If the database or the cipher fails.
pub fn invite<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    contact: GuardianContactId,
    how: ContactInvitation,
) -> Result<InviteOutcome, DbError> {
    let (student, inviter) = (permit.subject().student, permit.actor().user());
    let Some(row) = find(tx, student, contact)? else {
        return Ok(InviteOutcome::NoSuchContact);
    };
    let address = row.address(tx)?;
    let known = guardians_with(
        tx,
        student,
        &row,
        address.as_ref().map(EmailRecipient::as_str),
    )?;
    let mut limits: Vec<Interval> = Vec::new();
    for (guardian, _) in &known {
        limits.extend(limits_of(tx, *guardian, student)?);
    }
    let open = known.iter().filter_map(|(_, state)| *state);
    let facts = InvitationFacts {
        inviter: keeper(tx, inviter, student)?,
        majority: age::majority(tx, student)?,
        guardianship: open.max_by_key(|state| *state != GuardianshipState::Ended),
        limits: &limits,
        delivery: how.delivery,
        address: match address {
            Some(_) => ContactAddress::Usable,
            None => ContactAddress::Missing,
        },
    };
    if let Err(refused) = may_invite(&facts, tx.now()) {
        return Ok(InviteOutcome::Refused(refused));
    }
    close_codes(tx, &row.pairing_code_id.into_iter().collect::<Vec<_>>())?;
    mail::withdraw(tx, &[contact.uuid()])?;
    let new = NewPairingCode {
        kind: row.kind,
        evidence: evidence(row.kind, how.delivery),
    };
    let code = write(tx, student, inviter, new)?;
    diesel::update(guardian_contacts::table.find((tx.tenant(), contact)))
        .set(guardian_contacts::pairing_code_id.eq(Some(code.id)))
        .execute(tx.conn())?;
    if let (ContactDelivery::Mail, Some(address)) = (how.delivery, address) {
        let to = AdultRecipient::of_contact(student, address);
        let message = message(tx, &code, contact, how.language)?;
        mail::post(tx, &to, &message)?;
    }
    let changed = Changed::of(contact).and(Changed::created(code.id));
    audit::changed(tx, permit, changed)?;
    Ok(InviteOutcome::Invited(InvitedContact {
        code,
        delivery: how.delivery,
    }))
}

fn message(
    tx: &mut Tx<'_>,
    code: &IssuedCode,
    contact: GuardianContactId,
    language: Language,
) -> Result<NewMessage, DbError> {
    let district: String = organizations::table
        .find(tx.tenant())
        .select(organizations::name)
        .first(tx.conn())?;
    let until = code.expires_at.format("%Y-%m-%d").to_string();
    Ok(NewMessage {
        kind: MessageKind::GuardianInvitation,
        language,
        content: [
            ("school".to_owned(), district),
            ("token".to_owned(), code.written().to_string()),
            ("until".to_owned(), until),
        ]
        .into(),
        about: Some(contact.uuid()),
        expires_at: code.expires_at,
    })
}

/// Guardians of the student, of any account, who are the contact, as far as is known: whom an invitation of
/// theirs led to, and who signs in with their address. Where they stand is that of this account.
fn guardians_with(
    tx: &mut Tx<'_>,
    student: UserId,
    row: &Row,
    address: Option<&str>,
) -> Result<Vec<(UserId, Option<GuardianshipState>)>, DbError> {
    let accounts = accounts_of(tx, student)?;
    let all: Vec<(GuardianshipId, UserId, UserId, GuardianshipState)> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq_any(accounts))
        .select((
            guardianships::id,
            guardianships::guardian_id,
            guardianships::student_id,
            guardianships::state,
        ))
        .load(tx.conn())?;
    let mut found = Vec::new();
    for (id, guardian, of, state) in all {
        let is_led_to = row.guardianship_id == Some(id);
        let theirs = address_of(tx, guardian)?;
        let has_address = theirs.is_some_and(|theirs| Some(theirs.as_str()) == address);
        if is_led_to || has_address {
            found.push((guardian, (of == student).then_some(state)));
        }
    }
    Ok(found)
}

//! Inviting several members of staff at once: on a sheet for the inviter to hand out, or by mail.

use diesel::prelude::*;
use domain::{
    access::action::InviteSchoolStaff,
    accounts::emails::EmailRecipient,
    audit::Changed,
    mail::{Language, MessageKind},
    staff::role::SchoolRole,
};

use super::{
    invitations::GOOD_FOR,
    invite::{InviteOutcome, Invited, NewStaff, grant_at_school, invite},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    mail::{self, AdultRecipient, NewMessage},
    schema::schools,
};

/// How invitations reach the people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The inviter is shown the tokens, once, to print and hand out.
    Sheet,
    /// Each is mailed to the address that was typed, and shown to no one.
    Mail(Language),
}

/// How one invitation of several ended.
#[derive(Debug)]
pub enum BatchOutcome {
    /// The person has the role. With a secret, it is for the sheet; without one, the account is open or
    /// the inviter may not hand it out.
    Invited(Invited),
    /// The person has the role, and the invitation is on its way by mail.
    Mailed(Invited),
    /// They had it before, and nothing is left to hand out.
    AlreadyHeld,
    /// The account is closed, or only the district could open it again.
    NotAvailable,
}

/// Invites people to the permitted school, each as [`super::to_school`] does, under one event. How each
/// ended, in the order of the people.
///
/// # Errors
/// If the database or the cipher fails.
pub fn many_to_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, InviteSchoolStaff>,
    people: &[(NewStaff, SchoolRole)],
    delivery: Delivery,
) -> Result<Vec<BatchOutcome>, DbError> {
    let school: String = schools::table
        .find((tx.tenant(), permit.subject()))
        .select(schools::name)
        .first(tx.conn())?;
    let mut changed = Changed::nothing();
    let mut outcomes = Vec::with_capacity(people.len());
    for (new, role) in people {
        let outcome = invite(tx, &grant_at_school(permit, *role), new)?;
        outcomes.push(match outcome {
            InviteOutcome::AlreadyHeld => BatchOutcome::AlreadyHeld,
            InviteOutcome::NotAvailable => BatchOutcome::NotAvailable,
            InviteOutcome::Invited(invited) => {
                let person = invited.person;
                changed = changed.and(Changed::created(person).sent_to(person));
                match delivery {
                    Delivery::Sheet => BatchOutcome::Invited(invited),
                    Delivery::Mail(language) => {
                        mail_to(tx, &new.email, invited, language, &school)?
                    }
                }
            }
        });
    }
    audit::changed(tx, permit, changed)?;
    Ok(outcomes)
}

fn mail_to(
    tx: &mut Tx<'_>,
    address: &EmailRecipient,
    invited: Invited,
    language: Language,
    school: &str,
) -> Result<BatchOutcome, DbError> {
    let person = invited.person;
    let Some(secret) = invited.secret else {
        return Ok(BatchOutcome::Invited(Invited {
            secret: None,
            ..invited
        }));
    };
    let recipient = AdultRecipient::of_invited(tx, person, address)?
        .ok_or(DbError::Corrupt("a member of staff is an adult"))?;
    let until = tx.now() + GOOD_FOR;
    let message = NewMessage {
        kind: MessageKind::StaffInvitation,
        language,
        content: [
            ("school".to_owned(), school.to_owned()),
            ("token".to_owned(), secret.reveal().to_string()),
            ("until".to_owned(), until.format("%Y-%m-%d").to_string()),
        ]
        .into(),
        about: None,
        expires_at: until,
    };
    mail::post(tx, &recipient, &message)?;
    Ok(BatchOutcome::Mailed(Invited {
        secret: None,
        ..invited
    }))
}

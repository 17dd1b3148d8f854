//! Taking a consent back, or one scope of it (VPC-07). It acts within the next request.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    access::action::WithdrawConsent,
    audit::Changed,
    backups::erased::ErasureCause,
    consent::scope::{ConsentScope, Necessity},
    ids::{ConsentId, ConsentRequestId, UserId},
    mail::MessageKind,
};

use super::{in_force, work::forget_child};
use crate::{
    access::Permit,
    accounts::erasure,
    audit,
    database::Tx,
    error::DbError,
    households,
    mail::{self, AdultRecipient, NewMessage},
    schema::{consent_ends, consents},
    settings,
    sql_types::bind_instant,
};

domain::text_enum! {
    /// Why a consent ended.
    pub(crate) enum EndReason {
        /// The parent took it back.
        Withdrawn = "withdrawn",
        /// It was not the parent who gave it.
        NotMe = "not_me",
        /// Nobody was reached by the message that confirms it.
        Unreachable = "unreachable",
    }
}

domain::text_enum! {
    /// What becomes of the data that was collected under a consent.
    pub enum HeldData {
        /// It stays, and nothing is added to it.
        Kept = "kept",
        /// It is deleted at once, without a way back (VPC-07, X-07).
        Deleted = "deleted",
    }
}

/// What a parent takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// One scope.
    Scope(ConsentScope),
    /// The whole consent.
    Whole(HeldData),
}

/// What became of a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WithdrawOutcome {
    /// These scopes are left.
    Withdrawn(BTreeSet<ConsentScope>),
    /// There is no such consent, or it has no such scope any more.
    NothingToWithdraw,
}

/// Takes back a consent of the permitted household: all of it, or one scope. Without the scope that an
/// account needs there is no account: its sessions end, it opens no more, nothing is recorded,
/// and what was recorded is deleted if the parent wants it.
///
/// # Errors
/// If the database fails.
pub fn withdraw<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, WithdrawConsent>,
    consent: ConsentId,
    withdrawal: Withdrawal,
) -> Result<WithdrawOutcome, DbError> {
    let Some((child, held)) = in_force::active(tx, consent)? else {
        return Ok(WithdrawOutcome::NothingToWithdraw);
    };
    let ends: BTreeSet<ConsentScope> = match withdrawal {
        Withdrawal::Scope(scope) if !held.scopes.contains(&scope) => {
            return Ok(WithdrawOutcome::NothingToWithdraw);
        }
        Withdrawal::Scope(scope) if scope.necessity() == Necessity::Optional => [scope].into(),
        Withdrawal::Scope(_) | Withdrawal::Whole(_) => held.scopes.clone(),
    };
    let parent = permit.actor().user();
    end(tx, consent, &ends, EndReason::Withdrawn, Some(parent))?;
    let settled = if ends.contains(&ConsentScope::Personalization) {
        settings::consent_ended(tx, child, parent)?
    } else {
        Changed::nothing()
    };
    let left: BTreeSet<ConsentScope> = held.scopes.difference(&ends).copied().collect();
    let mut changed = Changed::ended(consent).and(settled);
    if left.is_empty() {
        changed = changed.and(match withdrawal {
            Withdrawal::Whole(HeldData::Deleted) => {
                delete(tx, consent, child)?;
                Changed::ended(child)
            }
            Withdrawal::Whole(HeldData::Kept) | Withdrawal::Scope(_) => {
                erasure::lock_student(tx, child)?;
                Changed::of(child)
            }
        });
        tell(tx, parent)?;
    }
    audit::changed(tx, permit, changed)?;
    Ok(WithdrawOutcome::Withdrawn(left))
}

/// Writes the end of scopes of a consent.
pub(super) fn end(
    tx: &mut Tx<'_>,
    consent: ConsentId,
    ends: &BTreeSet<ConsentScope>,
    reason: EndReason,
    by: Option<UserId>,
) -> Result<(), DbError> {
    for scope in ends {
        let row = (
            consent_ends::organization_id.eq(tx.tenant()),
            consent_ends::consent_id.eq(consent),
            consent_ends::scope.eq(*scope),
            consent_ends::reason.eq(reason),
            consent_ends::ended_by.eq(by),
            consent_ends::ended_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(consent_ends::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Deletes what is held of the child, and their name where the parent was asked.
fn delete(tx: &mut Tx<'_>, consent: ConsentId, child: UserId) -> Result<(), DbError> {
    let request: ConsentRequestId = consents::table
        .find((tx.tenant(), consent))
        .select(consents::request_id)
        .first(tx.conn())?;
    let cause = ErasureCause::ConsentWithdrawn;
    erasure::delete_student(tx, child, cause)?;
    forget_child(tx, request, cause)
}

/// Tells the parent that it was done.
fn tell(tx: &mut Tx<'_>, parent: UserId) -> Result<(), DbError> {
    let household = households::of_tenant(tx)?;
    if let (Some(_), Some(recipient)) = (household, AdultRecipient::of_account(tx, parent)?) {
        let message = NewMessage {
            kind: MessageKind::ConsentEnded,
            language: settings::language_of(tx, parent)?,
            content: [].into(),
            about: None,
            expires_at: tx.now() + chrono::TimeDelta::days(14),
        };
        mail::post(tx, &recipient, &message)?;
    }
    Ok(())
}

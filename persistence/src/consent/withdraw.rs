//! Taking a consent back, or one scope of it (VPC-07). It acts within the next request.

use std::collections::BTreeSet;

use domain::{
    access::action::WithdrawConsent,
    age::eighteen::Majority,
    audit::Changed,
    backups::erased::ErasureCause,
    consent::scope::{ConsentScope, Necessity},
    ids::{ConsentId, UserId},
    mail::MessageKind,
};

use super::{
    ends::{EndReason, end},
    in_force, question, renew,
};
use crate::{
    access::Permit,
    accounts::erasure,
    age, audit,
    database::Tx,
    error::DbError,
    households,
    mail::{self, AdultRecipient, NewMessage},
    settings,
};

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
/// and what was recorded is deleted if the parent wants it. The account of an adult is not the parent's
/// to end (AGE-14).
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
        return match withdrawal {
            Withdrawal::Whole(HeldData::Deleted) => delete_what_stayed(tx, permit, consent),
            Withdrawal::Whole(HeldData::Kept) | Withdrawal::Scope(_) => {
                Ok(WithdrawOutcome::NothingToWithdraw)
            }
        };
    };
    if age::majority(tx, child)? == Majority::Adult {
        return Ok(WithdrawOutcome::NothingToWithdraw);
    }
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
    if !left.is_empty() {
        question::without(tx, child, &ends)?;
    }
    if left.is_empty() {
        question::close(tx, child)?;
        changed = changed.and(match withdrawal {
            Withdrawal::Whole(HeldData::Deleted) => delete(tx, parent, child)?,
            Withdrawal::Whole(HeldData::Kept) | Withdrawal::Scope(_) => {
                erasure::lock_student(tx, child)?;
                tell(tx, parent, MessageKind::ConsentEnded)?;
                Changed::of(child)
            }
        });
    }
    audit::changed(tx, permit, changed)?;
    Ok(WithdrawOutcome::Withdrawn(left))
}

/// Deletes what stayed of a child of whom no consent is in force: kept when the last one was withdrawn, or
/// locked when it was void. By the consent that was given last.
fn delete_what_stayed<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, WithdrawConsent>,
    consent: ConsentId,
) -> Result<WithdrawOutcome, DbError> {
    let parent = permit.actor().user();
    let child = match renew::find(tx, consent)? {
        Some(stayed) if stayed.parent == parent => stayed.child,
        _ => return Ok(WithdrawOutcome::NothingToWithdraw),
    };
    let is_newest = renew::newest(tx, child)? == Some(consent);
    let of_child = in_force::of_child(tx, child)?;
    if !is_newest || of_child.iter().any(|held| !held.scopes.is_empty()) {
        return Ok(WithdrawOutcome::NothingToWithdraw);
    }
    let changed = delete(tx, parent, child)?;
    audit::changed(tx, permit, Changed::of(consent).and(changed))?;
    Ok(WithdrawOutcome::Withdrawn(BTreeSet::new()))
}

fn delete(tx: &mut Tx<'_>, parent: UserId, child: UserId) -> Result<Changed, DbError> {
    erasure::delete_student(tx, child, ErasureCause::ConsentWithdrawn)?;
    question::forget_all(tx, child)?;
    tell(tx, parent, MessageKind::ConsentEndedDeleted)?;
    Ok(Changed::ended(child))
}

/// Tells the parent what was done.
pub(super) fn tell(tx: &mut Tx<'_>, parent: UserId, kind: MessageKind) -> Result<(), DbError> {
    let household = households::of_tenant(tx)?;
    if let (Some(_), Some(recipient)) = (household, AdultRecipient::of_account(tx, parent)?) {
        let message = NewMessage {
            kind,
            language: settings::language_of(tx, parent)?,
            content: [].into(),
            about: None,
            expires_at: tx.now() + chrono::TimeDelta::days(14),
        };
        mail::post(tx, &recipient, &message)?;
    }
    Ok(())
}

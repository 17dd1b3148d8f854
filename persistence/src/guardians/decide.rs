//! What a school decides about a guardianship.

use diesel::prelude::*;
use domain::{
    access::action::ManageGuardians,
    audit::{ChangeRole, Changed},
    guardians::{
        GuardianEvidence, GuardianshipEnd, GuardianshipState,
        contact::may_keep,
        decision::{
            Decider, DecisionRefused, GuardianshipDecision, GuardianshipFacts, decide as judge,
        },
    },
    ids::{GuardianshipId, UserId},
};

use super::{
    contacts::keeper::keeper,
    list::{GuardianRecord, find},
    standing::{keeps_account, rights_holders},
};
use crate::{
    access::Permit,
    accounts::{credentials, people},
    age, audit,
    database::Tx,
    error::DbError,
    schema::guardianships,
    sql_types::bind_instant,
    staff::roles,
};

/// How a decision ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecideOutcome {
    /// It is taken.
    Decided(GuardianRecord),
    /// It is not: the reason.
    Refused(DecisionRefused),
    /// The permitted student has no such guardianship.
    NoSuchGuardianship,
}

/// Decides about a guardianship of the permitted student.
///
/// # Errors
/// If the database fails.
pub fn decide<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    guardianship: GuardianshipId,
    decision: GuardianshipDecision,
) -> Result<DecideOutcome, DbError> {
    let student = permit.subject().student;
    let Some(found) = find(tx, student, guardianship)? else {
        return Ok(DecideOutcome::NoSuchGuardianship);
    };
    let by = permit.actor().user();
    let decider = if by == found.guardian {
        Decider::Guardian
    } else if may_keep(keeper(tx, by, student)?).is_err() {
        Decider::Family
    } else {
        Decider::Other
    };
    if let Err(refused) = settle(tx, (guardianship, student), (by, decider), decision)? {
        return Ok(DecideOutcome::Refused(refused));
    }
    let changed = Changed::each(ChangeRole::Changed, [guardianship]);
    audit::changed(tx, permit, changed.referring_to([found.guardian]))?;
    close_account_of(tx, found.guardian)?;
    let settled = find(tx, student, guardianship)?;
    let settled = settled.ok_or(DbError::Corrupt("a guardianship that was decided is there"))?;
    Ok(DecideOutcome::Decided(settled))
}

/// Judges a decision and writes down where the guardianship stands after it.
pub(super) fn settle(
    tx: &mut Tx<'_>,
    (guardianship, student): (GuardianshipId, UserId),
    (by, decider): (UserId, Decider),
    decision: GuardianshipDecision,
) -> Result<Result<(), DecisionRefused>, DbError> {
    let (guardian, state): (UserId, GuardianshipState) = guardianships::table
        .find((tx.tenant(), guardianship))
        .select((guardianships::guardian_id, guardianships::state))
        .first(tx.conn())?;
    let holders = rights_holders(tx, student)?;
    let facts = GuardianshipFacts {
        state,
        majority: age::majority(tx, student)?,
        has_rights: state == GuardianshipState::Verified && holders.contains(&guardian),
        other_holders: holders.iter().filter(|holder| **holder != guardian).count(),
        decider,
    };
    let state = match judge(&facts, decision) {
        Ok(state) => state,
        Err(refused) => return Ok(Err(refused)),
    };
    let now = bind_instant(tx.now());
    let (evidence, end): (Option<GuardianEvidence>, Option<GuardianshipEnd>) = match decision {
        GuardianshipDecision::Verify(evidence) => (Some(evidence), None),
        GuardianshipDecision::Dispute => (None, None),
        GuardianshipDecision::End(reason, _) => (None, Some(reason)),
    };
    let this = || guardianships::table.find((tx.tenant(), guardianship));
    if let Some(evidence) = evidence {
        diesel::update(this())
            .set(guardianships::evidence.eq(evidence))
            .execute(tx.conn())?;
    }
    diesel::update(guardianships::table.find((tx.tenant(), guardianship)))
        .set((
            guardianships::state.eq(state),
            guardianships::decided_by.eq(by),
            guardianships::decided_at.eq(now),
            guardianships::end_reason.eq(end),
            guardianships::ended_at.eq(end.map(|_| now)),
        ))
        .execute(tx.conn())?;
    Ok(Ok(()))
}

/// Takes the secret and the address of a person who has neither a guardianship nor a role any more.
pub(super) fn close_account_of(tx: &mut Tx<'_>, guardian: UserId) -> Result<(), DbError> {
    if !keeps_account(tx, guardian)? && roles::held(tx, guardian)?.is_empty() {
        credentials::revoke_credential(tx, guardian)?;
        people::give_up_email(tx, guardian)?;
    }
    Ok(())
}

//! Whether those who hold the rights over a record are those who were told of a process.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    age::eighteen::Majority,
    guardians::GuardianshipState,
    ids::{LegalProcessId, UserId},
    legal_process::{
        LegalProcessState, NoticeService,
        course::RightsHolders,
        notice::{AddresseeRights, is_told_by},
        order::GagStanding,
    },
    mail::{MessageKind, MessageState},
};

use super::row::{Stored, by_id};
use crate::{
    age,
    database::Tx,
    error::DbError,
    guardians,
    schema::{age_statements, guardian_limits, guardianships, messages},
    sql_types::{BindUuid, bind_instant},
};

/// How far the legal day of a school lies behind UTC, at the most.
const DAY_BEHIND: TimeDelta = TimeDelta::hours(12);

/// Whether everybody who holds the rights at this instant was told of a process. Of one of which nobody was
/// told it is not asked.
pub(super) fn family_since(tx: &mut Tx<'_>, held: &Stored) -> Result<RightsHolders, DbError> {
    let (LegalProcessState::RightsHolderNotified, Some(told_at)) = (held.state, held.told_at)
    else {
        return Ok(RightsHolders::AsTold);
    };
    let is_by_hand = held.notice_service == Some(NoticeService::ByHand);
    let student = held.student_id;
    if age::majority(tx, student)? == Majority::Adult {
        // No message goes to a student: who was written to was a parent.
        let is_told = is_by_hand && was_adult(tx, student, told_at)?;
        return Ok(standing(is_told));
    }
    let written_to = written_to(tx, held)?;
    for guardian in guardians::rights_holders(tx, student)? {
        let is_told = if is_by_hand {
            held_rights(tx, (guardian, student), told_at)?
        } else {
            written_to.contains(&(guardian, MessageState::Sent))
        };
        if !is_told {
            return Ok(RightsHolders::Changed);
        }
    }
    Ok(RightsHolders::AsTold)
}

fn standing(is_told: bool) -> RightsHolders {
    if is_told {
        RightsHolders::AsTold
    } else {
        RightsHolders::Changed
    }
}

/// Whether a student who is an adult was one at an instant, and was known to be.
fn was_adult(tx: &mut Tx<'_>, student: UserId, at: DateTime<Utc>) -> Result<bool, DbError> {
    let said_since: i64 = age_statements::table
        .filter(age_statements::organization_id.eq(tx.tenant()))
        .filter(age_statements::user_id.eq(student))
        .filter(age_statements::stated_at.gt(bind_instant(at)))
        .count()
        .get_result(tx.conn())?;
    let day = (at - DAY_BEHIND).date_naive();
    Ok(said_since == 0 && age::majority_on(tx, student, day)? == Majority::Adult)
}

/// Whether a guardian who holds the rights now held them at an instant, as far as is known.
fn held_rights(
    tx: &mut Tx<'_>,
    (guardian, student): (UserId, UserId),
    at: DateTime<Utc>,
) -> Result<bool, DbError> {
    let accounts = guardians::accounts_of(tx, student)?;
    let of_pair = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::student_id.eq_any(accounts));
    let verified: i64 = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::guardian_id.eq(guardian))
        .filter(guardianships::student_id.eq(student))
        .filter(guardianships::state.eq(GuardianshipState::Verified))
        .filter(guardianships::decided_at.le(bind_instant(at)))
        .count()
        .get_result(tx.conn())?;
    let limited: i64 = guardian_limits::table
        .filter(guardian_limits::organization_id.eq(tx.tenant()))
        .filter(guardian_limits::guardianship_id.eq_any(of_pair.select(guardianships::id)))
        .filter(guardian_limits::ends_at.gt(bind_instant(at)))
        .count()
        .get_result(tx.conn())?;
    Ok(verified > 0 && limited == 0)
}

/// To whom the messages of the last notice of a process went, and what became of them.
fn written_to(tx: &mut Tx<'_>, held: &Stored) -> Result<Vec<(UserId, MessageState)>, DbError> {
    let Some(notice_at) = held.notice_at else {
        return Ok(Vec::new());
    };
    Ok(messages::table
        .filter(messages::organization_id.eq(tx.tenant()))
        .filter(messages::kind.eq(MessageKind::LegalProcessNotice))
        .filter(messages::about_id.eq(BindUuid(held.id.uuid())))
        .filter(messages::created_at.ge(bind_instant(notice_at)))
        .select((messages::person_id, messages::state))
        .load(tx.conn())?)
}

/// Whether the messages of the last notice of a process told the family.
pub(super) fn is_told_by_messages(tx: &mut Tx<'_>, held: &Stored) -> Result<bool, DbError> {
    let mut facts = Vec::new();
    for (person, state) in written_to(tx, held)? {
        let rights = if guardians::holds_rights(tx, person, held.student_id)? {
            AddresseeRights::Held
        } else {
            AddresseeRights::Lost
        };
        facts.push((state, rights));
    }
    Ok(is_told_by(&facts))
}

/// Whether a message about a process still goes to a person: they hold the rights, and no order forbids it.
///
/// # Errors
/// If the database fails.
pub(crate) fn is_to_be_told(
    tx: &mut Tx<'_>,
    process: LegalProcessId,
    person: UserId,
) -> Result<bool, DbError> {
    let Some(held) = by_id(tx, process)? else {
        return Ok(false);
    };
    Ok(held.gag(tx.now()) != GagStanding::InForce
        && guardians::holds_rights(tx, person, held.student_id)?)
}

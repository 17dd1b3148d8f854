//! What happens to an amendment, from whichever side.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action, Relationship, StudentOfDistrict,
        action::{CloseAmendment, ContestRecord},
    },
    age::eighteen::Majority,
    amendments::{
        course::{AmendmentActor, AmendmentEvent, AmendmentFacts, PartyStanding, transition},
        officer::OfficerInterest,
        refusal::TransitionRefused,
        state::AmendmentState,
    },
    audit::Changed,
    ids::{AmendmentId, UserId},
};

use super::{
    known::known_to,
    row::{Amendment, Stored, find, open},
};
use crate::{
    access::Permit, age, audit, database::Tx, error::DbError, guardians, schema::amendments,
    sql_types::bind_instant,
};

/// What became of a step of an amendment.
pub enum AmendmentOutcome {
    /// It stands so.
    Done(Box<Amendment>),
    /// There is none that the person may know of.
    NoSuchAmendment,
    /// It does not happen.
    Refused(TransitionRefused),
    /// The officer has an interest in the outcome.
    Interested(OfficerInterest),
    /// The officer does not work in the district.
    NoSuchOfficer,
    /// What the record is to say is missing.
    CorrectionMissing,
    /// The part is not corrected in this way.
    CorrectionSuperfluous,
}

/// What a step changed, or why it did not happen.
pub(super) type Step = Result<Result<Changed, AmendmentOutcome>, DbError>;

/// Lets something happen to an amendment of the permitted student, and writes what belongs to it.
pub(super) fn step<'t, A: Action<Subject = StudentOfDistrict>>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    amendment: AmendmentId,
    event: AmendmentEvent,
    write: impl FnOnce(&mut Tx<'_>, &Stored) -> Step,
) -> Result<AmendmentOutcome, DbError> {
    let (student, person) = (permit.subject().student, permit.actor().user());
    let held = find(tx, student, amendment)?;
    let known = known_to(tx, student, person, permit.relationship())?;
    let held = held.filter(|held| known.includes(held, person));
    let Some(held) = held else {
        return Ok(AmendmentOutcome::NoSuchAmendment);
    };
    let actor = actor(tx, &held, person, permit.relationship())?;
    let facts = AmendmentFacts {
        state: held.state,
        act_by: held.act_by,
        hearing_at: held.hearing_at,
        party: party(tx, &held)?,
        now: tx.now(),
    };
    let state = match transition(&facts, actor, event) {
        Ok(state) => state,
        Err(refused) => return Ok(AmendmentOutcome::Refused(refused)),
    };
    let changed = match write(tx, &held)? {
        Ok(changed) => changed,
        Err(refused) => return Ok(refused),
    };
    stand(tx, &held, state)?;
    let row = find(tx, student, amendment)?.ok_or(DbError::Corrupt("an amendment is there"))?;
    let changed = Changed::of(amendment)
        .and(changed)
        .referring_to([student, held.requester_id])
        .referring_to(row.officer_id);
    audit::changed(tx, permit, changed)?;
    Ok(AmendmentOutcome::Done(Box::new(open(tx, &row)?)))
}

/// Who acts, as the rules see them.
pub(super) fn actor(
    tx: &mut Tx<'_>,
    held: &Stored,
    person: UserId,
    relationship: Relationship,
) -> Result<AmendmentActor, DbError> {
    if !matches!(
        relationship,
        Relationship::SchoolAdmin | Relationship::DistrictAdmin
    ) {
        return Ok(AmendmentActor::Party);
    }
    let own = held.requester_id == person || guardians::was_guardian(tx, person, held.student_id)?;
    Ok(if own {
        AmendmentActor::SchoolOfTheFamily
    } else {
        AmendmentActor::School
    })
}

/// Whether somebody is there who may go on: the guardian who asked, or the student who is an adult now.
fn party(tx: &mut Tx<'_>, held: &Stored) -> Result<PartyStanding, DbError> {
    let (student, requester) = (held.student_id, held.requester_id);
    let is_adult = age::majority(tx, student)? == Majority::Adult;
    if is_adult || requester == student || guardians::holds_rights(tx, requester, student)? {
        Ok(PartyStanding::Entitled)
    } else {
        Ok(PartyStanding::Gone)
    }
}

/// Writes where an amendment stands. By when a hearing is held does not move with its day.
fn stand(tx: &mut Tx<'_>, held: &Stored, state: AmendmentState) -> Result<(), DbError> {
    let now = tx.now();
    let act_by: Option<DateTime<Utc>> = match state {
        AmendmentState::HearingScheduled => held.act_by,
        state => state.act_by(now),
    };
    let closed_at = (state == AmendmentState::Closed).then_some(bind_instant(now));
    diesel::update(amendments::table.find((tx.tenant(), held.id)))
        .set((
            amendments::state.eq(state),
            amendments::act_by.eq(act_by.map(bind_instant)),
            amendments::closed_at.eq(closed_at),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Asks for a hearing about what the school refused.
///
/// # Errors
/// If the database fails.
pub fn request_hearing<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ContestRecord>,
    amendment: AmendmentId,
) -> Result<AmendmentOutcome, DbError> {
    let event = AmendmentEvent::RequestHearing;
    step(tx, permit, amendment, event, |tx, held| {
        diesel::update(amendments::table.find((tx.tenant(), held.id)))
            .set(amendments::hearing_asked_at.eq(Some(bind_instant(tx.now()))))
            .execute(tx.conn())?;
        Ok(Ok(Changed::nothing()))
    })
}

/// Leaves it at that.
///
/// # Errors
/// If the database fails.
pub fn close<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CloseAmendment>,
    amendment: AmendmentId,
) -> Result<AmendmentOutcome, DbError> {
    step(tx, permit, amendment, AmendmentEvent::Close, |_, _| {
        Ok(Ok(Changed::nothing()))
    })
}

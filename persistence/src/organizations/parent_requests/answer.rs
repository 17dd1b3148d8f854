//! What a school answers.

use diesel::prelude::*;
use domain::{
    access::action::ManageParentRequests,
    audit::Changed,
    ids::ParentRequestId,
    organizations::parent_request::{
        self, Course, ParentRequestKind, ParentRequestState, RequestRefused, Requester,
        SchoolAnswer,
    },
    worker::JobKind,
};

use super::{
    act::{carry_out, must_wait},
    read::{ParentRequest, find},
};
use crate::{
    access::Permit,
    accounts::erasure,
    audit,
    database::Tx,
    error::DbError,
    organizations::revocations::{StudentOfSchool, student_of_school},
    rights::BLOCKED_FOR,
    schema::parent_requests,
    sql_types::bind_instant,
    worker,
};

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// The request stands where the answer brought it.
    Answered(ParentRequest),
    /// The answer is refused.
    Refused(RequestRefused),
    /// The student is at another school too, and the district answers.
    BeyondReach,
    /// The school has no such request.
    NoSuchRequest,
}

/// Answers a request about a student of the permitted school.
///
/// # Errors
/// If the database fails.
pub fn answer<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageParentRequests>,
    request: ParentRequestId,
    said: SchoolAnswer,
) -> Result<AnswerOutcome, DbError> {
    let held = find(tx, request)?.filter(|held| held.school_id == permit.subject());
    let Some(held) = held else {
        return Ok(AnswerOutcome::NoSuchRequest);
    };
    let now = tx.now();
    let mut course = match parent_request::answer(&held.facts(), held.state, said, now) {
        Ok(course) => course,
        Err(refused) => return Ok(AnswerOutcome::Refused(refused)),
    };
    let requester = match said {
        SchoolAnswer::Verified => Requester::VerifiedParent,
        SchoolAnswer::CarryOut | SchoolAnswer::KeepRecord => held.requester,
    };
    let ends_account = match course.state {
        ParentRequestState::Done => held.kind != ParentRequestKind::Review,
        ParentRequestState::KeptBySchool => held.kind == ParentRequestKind::Delete,
        _ => false,
    };
    if ends_account {
        let of = student_of_school(tx, held.student_id, held.school_id)?;
        if of != StudentOfSchool::Alone && !of.is_within_reach(permit.relationship()) {
            return Ok(AnswerOutcome::BeyondReach);
        }
    }
    let mut changed = Changed::of(request).referring_to([held.student_id]);
    if course.state == ParentRequestState::Done && must_wait(tx, &held)? {
        erasure::lock_student(tx, held.student_id)?;
        changed = changed.and(Changed::of(held.student_id));
        course = Course {
            state: ParentRequestState::ForwardedToSchool,
            acts_at: Some(now + BLOCKED_FOR),
        };
    }
    match (course.state, held.kind) {
        (ParentRequestState::Done, _) => changed = changed.and(carry_out(tx, &held)?),
        // What the school keeps is no longer used here.
        (ParentRequestState::KeptBySchool, ParentRequestKind::Delete) => {
            erasure::lock_student(tx, held.student_id)?;
            changed = changed.and(Changed::of(held.student_id));
        }
        _ => {}
    }
    let decided = course.acts_at.is_none();
    diesel::update(parent_requests::table.find((tx.tenant(), request)))
        .set((
            parent_requests::requester.eq(requester),
            parent_requests::state.eq(course.state),
            parent_requests::acts_at.eq(course.acts_at.map(bind_instant)),
            parent_requests::decided_by.eq(decided.then_some(permit.actor().user())),
            parent_requests::decided_at.eq(decided.then_some(bind_instant(now))),
        ))
        .execute(tx.conn())?;
    if let Some(acts_at) = course.acts_at {
        worker::schedule(tx, JobKind::ActOnParentRequest, request.uuid(), acts_at)?;
    }
    audit::changed(tx, permit, changed)?;
    let answered = find(tx, request)?.ok_or(DbError::Corrupt("a request is not deleted"))?;
    Ok(AnswerOutcome::Answered(answered))
}

//! A hearing: when, where, by whom, and that it was held (34 CFR 99.22).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::DecideAmendment,
    amendments::{
        course::AmendmentEvent,
        officer::{OfficerTies, may_conduct},
    },
    audit::Changed,
    classes::class_role::ClassRole,
    ids::{AmendmentId, UserId},
    staff::role::StaffRole,
};

use super::{
    course::{AmendmentOutcome, step},
    row::{PLACE, Stored},
};
use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    database::Tx,
    error::DbError,
    guardians,
    schema::{amendments, enrollments, teaching_assignments},
    sql_types::bind_instant,
    staff::roles,
};

/// A hearing of which the family is told.
#[derive(Clone)]
pub struct NewHearing {
    /// When it is.
    pub at: DateTime<Utc>,
    /// Where it is.
    pub place: String,
    /// Who conducts it.
    pub officer: UserId,
}

/// Announces the hearing about the permitted student's record, or another day of it.
///
/// # Errors
/// If the database or the cipher fails.
pub fn schedule<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideAmendment>,
    amendment: AmendmentId,
    new: &NewHearing,
) -> Result<AmendmentOutcome, DbError> {
    let event = AmendmentEvent::ScheduleHearing(new.at);
    step(tx, permit, amendment, event, |tx, held| {
        let works_here = roles::held(tx, new.officer)?
            .iter()
            .any(|(role, _)| *role != StaffRole::Parent);
        if !works_here {
            return Ok(Err(AmendmentOutcome::NoSuchOfficer));
        }
        if let Err(interest) = may_conduct(&ties(tx, held, new.officer)?) {
            return Ok(Err(AmendmentOutcome::Interested(interest)));
        }
        let key = subject_key(tx, held.student_id)?;
        let place = key.seal(tx.mint(), PLACE, held.id.uuid(), new.place.as_bytes())?;
        diesel::update(amendments::table.find((tx.tenant(), held.id)))
            .set((
                amendments::hearing_at.eq(Some(bind_instant(new.at))),
                amendments::hearing_place.eq(Some(place)),
                amendments::officer_id.eq(Some(new.officer)),
            ))
            .execute(tx.conn())?;
        Ok(Ok(Changed::nothing()))
    })
}

/// What an officer has to do with the student and the amendment.
fn ties(tx: &mut Tx<'_>, held: &Stored, officer: UserId) -> Result<OfficerTies, DbError> {
    let attended = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(held.student_id))
        .select(enrollments::class_id);
    let classes: i64 = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::user_id.eq(officer))
        .filter(teaching_assignments::role.eq(ClassRole::TeacherOfRecord))
        .filter(teaching_assignments::class_id.eq_any(attended))
        .count()
        .get_result(tx.conn())?;
    Ok(OfficerTies {
        classes_of_student: classes,
        decisions: i64::from(held.decided_by == Some(officer)),
        family: i64::from(guardians::was_guardian(tx, officer, held.student_id)?)
            + i64::from(held.requester_id == officer),
    })
}

/// Notes that the hearing about the permitted student's record was held.
///
/// # Errors
/// If the database fails.
pub fn hold<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, DecideAmendment>,
    amendment: AmendmentId,
) -> Result<AmendmentOutcome, DbError> {
    step(tx, permit, amendment, AmendmentEvent::Hold, |tx, held| {
        // Something may have tied the officer to the student since the hearing was announced.
        if let Some(officer) = held.officer_id
            && let Err(interest) = may_conduct(&ties(tx, held, officer)?)
        {
            return Ok(Err(AmendmentOutcome::Interested(interest)));
        }
        diesel::update(amendments::table.find((tx.tenant(), held.id)))
            .set(amendments::held_at.eq(Some(bind_instant(tx.now()))))
            .execute(tx.conn())?;
        Ok(Ok(Changed::nothing()))
    })
}

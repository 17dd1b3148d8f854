//! Recording what a parent asks for.

use chrono::{Days, NaiveDate, NaiveTime};
use diesel::prelude::*;
use domain::{
    access::action::ManageParentRequests,
    audit::Changed,
    ids::{ParentRequestId, UserId},
    organizations::parent_request::{
        ParentRequestFacts, ParentRequestKind, RequestRefused, Requester, StudentAge, begin,
    },
    worker::JobKind,
};

use super::read::{ParentRequest, find};
use crate::{
    access::Permit,
    audit,
    classes::sandbox,
    database::Tx,
    error::DbError,
    organizations::revocations::{StudentOfSchool, student_of_school},
    schema::{enrollments, parent_requests, school_enrollments},
    sql_types::bind_instant,
    worker,
};

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct NewParentRequest {
    /// The student.
    pub student: UserId,
    /// What is asked for.
    pub kind: ParentRequestKind,
    /// Who asks.
    pub requester: Requester,
    /// How old the student is, if that is known.
    pub student_age: Option<StudentAge>,
    /// Since when the student has not been enrolled in the district, where a document shows it.
    pub not_enrolled_since: Option<NaiveDate>,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileOutcome {
    /// It is recorded, and has its clock.
    Filed(ParentRequest),
    /// Who asks has no such right.
    Refused(RequestRefused),
    /// The student was enrolled after the day since which they are said not to be.
    EnrolledSince,
    /// The student is not of the school.
    NoSuchStudent,
}

/// Records what a parent of a student of the permitted school asks for.
///
/// # Errors
/// If the database fails.
pub fn file<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageParentRequests>,
    new: NewParentRequest,
) -> Result<FileOutcome, DbError> {
    let school = permit.subject();
    if student_of_school(tx, new.student, school)? == StudentOfSchool::No {
        return Ok(FileOutcome::NoSuchStudent);
    }
    if let Some(day) = new.not_enrolled_since
        && is_enrolled_after(tx, new.student, day)?
    {
        return Ok(FileOutcome::EnrolledSince);
    }
    // Of a student of a sandbox nothing is kept but an alias (SCH-04).
    let student_age = if sandbox::students::is_student(tx, new.student)? {
        None
    } else {
        new.student_age
    };
    let facts = ParentRequestFacts {
        kind: new.kind,
        requester: new.requester,
        student_age,
        not_enrolled_since: new.not_enrolled_since,
        filed_at: tx.now(),
    };
    let course = match begin(&facts, tx.now()) {
        Ok(course) => course,
        Err(refused) => return Ok(FileOutcome::Refused(refused)),
    };
    let id: ParentRequestId = tx.new_id();
    let row = (
        parent_requests::organization_id.eq(tx.tenant()),
        parent_requests::id.eq(id),
        parent_requests::school_id.eq(school),
        parent_requests::student_id.eq(new.student),
        parent_requests::kind.eq(new.kind),
        parent_requests::requester.eq(new.requester),
        parent_requests::student_age.eq(student_age),
        parent_requests::not_enrolled_since.eq(new.not_enrolled_since),
        parent_requests::state.eq(course.state),
        parent_requests::filed_by.eq(permit.actor().user()),
        parent_requests::filed_at.eq(bind_instant(tx.now())),
        parent_requests::acts_at.eq(course.acts_at.map(bind_instant)),
    );
    diesel::insert_into(parent_requests::table)
        .values(row)
        .execute(tx.conn())?;
    if let Some(acts_at) = course.acts_at {
        worker::schedule(tx, JobKind::ActOnParentRequest, id.uuid(), acts_at)?;
    }
    let changed = Changed::created(id).referring_to([new.student]);
    audit::changed(tx, permit, changed)?;
    let filed = find(tx, id)?.ok_or(DbError::Corrupt("a request that was filed is there"))?;
    Ok(FileOutcome::Filed(filed))
}

/// Whether a student was enrolled in the tenant after a day, in whichever time zone it ended.
fn is_enrolled_after(tx: &mut Tx<'_>, student: UserId, day: NaiveDate) -> Result<bool, DbError> {
    let Some(over) = day.checked_add_days(Days::new(2)) else {
        return Ok(true);
    };
    let over = bind_instant(over.and_time(NaiveTime::MIN).and_utc());
    let seats: i64 = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(not_over!(enrollments, over))
        .count()
        .get_result(tx.conn())?;
    let at_schools: i64 = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(student))
        .filter(not_over!(school_enrollments, over))
        .count()
        .get_result(tx.conn())?;
    Ok(seats + at_schools > 0)
}

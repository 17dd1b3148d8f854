//! What support sees of a student: what it takes to answer why somebody cannot sign in, or why progress is
//! not where it should be. No work, no answers, no names but the one that classmates see.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{count, count_star},
    prelude::*,
};
use domain::{
    access::action::ReadSupportedStudent,
    accounts::credentials::AccountStatus,
    audit::Shown,
    classes::grade_level::GradeLevel,
    ids::{CourseId, UserId},
    rights::restriction::RestrictedPart,
    support::masked,
};

use super::{inbox, list};
use crate::{
    access::Permit,
    accounts::{
        keys_of::subject_key,
        people::{DISPLAY_NAME, USERNAME},
    },
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    rights,
    schema::{activity_states, enrollments, sessions, users},
    sql_types::bind_instant,
};

/// How far a student is in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CourseSeen {
    /// The course.
    pub course: CourseId,
    /// In how many activities they have been.
    pub seen: u32,
    /// How many of them they have completed.
    pub completed: u32,
}

/// A student as support sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportedStudent {
    /// The name that classmates see.
    pub display_name: String,
    /// The beginning of the username.
    pub username: Option<String>,
    /// The status of the account.
    pub status: AccountStatus,
    /// The grade level.
    pub grade_level: Option<GradeLevel>,
    /// In how many classes they are.
    pub classes: u32,
    /// How far they are in their courses.
    pub courses: Vec<CourseSeen>,
    /// When they last signed in, if it is still known.
    pub signed_in_at: Option<DateTime<Utc>>,
}

/// Shows the student of the permitted grant; `None` if there is no such student any more, or if what is held
/// about them is restricted (RTS-02). The log of the district says that support looked.
///
/// # Errors
/// If the database or the cipher fails.
pub fn look<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadSupportedStudent>,
) -> Result<Option<SupportedStudent>, DbError> {
    let id = permit.subject();
    let Some(open) = inbox::find(tx, id)? else {
        return Ok(None);
    };
    let found = tx.within(open.tenant_id, |tx| {
        let Some(grant) = list::find(tx, id)? else {
            return Ok(None);
        };
        let student = grant.student_id;
        if rights::is_hidden(tx, student)?
            || rights::is_restricted(tx, student, RestrictedPart::LearningHistory)?
        {
            return Ok(None);
        }
        let found = read(tx, student)?;
        if found.is_some() {
            audit::disclosed_to_platform(tx, permit, student)?;
        }
        Ok(found)
    })?;
    if found.is_some() {
        audit::disclosed(tx, permit, Shown::each([id]))?;
    }
    Ok(found)
}

fn read(tx: &mut Tx<'_>, student: UserId) -> Result<Option<SupportedStudent>, DbError> {
    type Row = (Sealed, Option<Sealed>, AccountStatus, Option<GradeLevel>);
    let row: Option<Row> = users::table
        .find((tx.tenant(), student))
        .select((
            users::display_name,
            users::username,
            users::status,
            users::grade_level,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((display_name, username, status, grade_level)) = row else {
        return Ok(None);
    };
    let key = subject_key(tx, student)?;
    let text = |place, sealed: &Sealed| key.open_text(place, student.uuid(), sealed);
    let username = username.as_ref().map(|sealed| text(USERNAME, sealed));
    Ok(Some(SupportedStudent {
        display_name: text(DISPLAY_NAME, &display_name)?,
        username: username.transpose()?.map(|username| masked(&username)),
        status,
        grade_level,
        classes: classes_of(tx, student)?,
        courses: courses_of(tx, student)?,
        signed_in_at: signed_in_at(tx, student)?,
    }))
}

fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn classes_of(tx: &mut Tx<'_>, student: UserId) -> Result<u32, DbError> {
    let now = bind_instant(tx.now());
    let query = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(in_force!(enrollments, now))
        .count();
    let classes: i64 = on_connection!(tx.conn(), |conn| query.get_result(conn))?;
    Ok(number(classes))
}

fn courses_of(tx: &mut Tx<'_>, student: UserId) -> Result<Vec<CourseSeen>, DbError> {
    let query = activity_states::table
        .filter(activity_states::organization_id.eq(tx.tenant()))
        .filter(activity_states::learner_id.eq(student))
        .group_by(activity_states::course_id)
        .order(activity_states::course_id)
        .select((
            activity_states::course_id,
            count_star(),
            count(activity_states::completed_at),
        ));
    let rows: Vec<(CourseId, i64, i64)> = on_connection!(tx.conn(), |conn| query.load(conn))?;
    let seen = rows
        .into_iter()
        .map(|(course, seen, completed)| CourseSeen {
            course,
            seen: number(seen),
            completed: number(completed),
        });
    Ok(seen.collect())
}

fn signed_in_at(tx: &mut Tx<'_>, student: UserId) -> Result<Option<DateTime<Utc>>, DbError> {
    Ok(sessions::table
        .filter(sessions::organization_id.eq(tx.tenant()))
        .filter(sessions::user_id.eq(student))
        .order(sessions::started_at.desc())
        .select(sessions::started_at)
        .first(tx.conn())
        .optional()?)
}

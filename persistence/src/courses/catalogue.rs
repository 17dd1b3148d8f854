//! The public catalogue: published courses of Hallpass itself, readable without an account.

use diesel::prelude::*;
use domain::{
    courses::version::VersionState,
    ids::{CourseId, CourseVersionId, LessonId, PLATFORM},
};

use super::{
    CourseOutline, CourseRecord, LessonRecord, ListedCourse, VersionRecord,
    lesson::lesson_of,
    list::{Drafts, with_versions},
    outline::units_of,
};
use crate::{
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{course_versions, courses, lessons},
};

/// The courses of the catalogue, each with its newest published version.
///
/// # Errors
/// If the database fails.
pub fn list(tx: &mut Tx<'_>, page: PageRequest) -> Result<Slice<ListedCourse>, DbError> {
    let published = course_versions::table
        .filter(course_versions::organization_id.eq(PLATFORM))
        .filter(course_versions::state.eq(VersionState::Published))
        .select(course_versions::course_id);
    let rows: Vec<CourseRecord> = courses::table
        .filter(courses::organization_id.eq(PLATFORM))
        .filter(courses::id.eq_any(published))
        .filter(courses::id.gt(page.after_id()))
        .order(courses::id)
        .limit(page.limit_plus_one())
        .select(CourseRecord::as_select())
        .load(tx.conn())?;
    with_versions(
        tx,
        PLATFORM,
        page.into_page(rows, |course| course.id.uuid()),
        Drafts::Hidden,
    )
}

/// A course of the catalogue: its slug and the outline of its newest published version.
///
/// # Errors
/// If the database fails.
pub fn show(
    tx: &mut Tx<'_>,
    course: CourseId,
) -> Result<Option<(CourseRecord, CourseOutline)>, DbError> {
    let record: Option<CourseRecord> = courses::table
        .find((PLATFORM, course))
        .select(CourseRecord::as_select())
        .first(tx.conn())
        .optional()?;
    let newest: Option<VersionRecord> = course_versions::table
        .filter(course_versions::organization_id.eq(PLATFORM))
        .filter(course_versions::course_id.eq(course))
        .filter(course_versions::state.eq(VersionState::Published))
        .order(course_versions::number.desc())
        .select(VersionRecord::as_select())
        .first(tx.conn())
        .optional()?;
    let (Some(record), Some(version)) = (record, newest) else {
        return Ok(None);
    };
    let units = units_of(tx, PLATFORM, version.id)?;
    let outline = CourseOutline {
        owner: PLATFORM,
        version,
        units,
    };
    Ok(Some((record, outline)))
}

/// A lesson of a course of the catalogue, from the newest published version that has it.
///
/// # Errors
/// If the database fails.
pub fn lesson(
    tx: &mut Tx<'_>,
    course: CourseId,
    lesson: LessonId,
) -> Result<Option<LessonRecord>, DbError> {
    let newest: Option<CourseVersionId> = course_versions::table
        .inner_join(
            lessons::table.on(lessons::organization_id
                .eq(course_versions::organization_id)
                .and(lessons::course_version_id.eq(course_versions::id))),
        )
        .filter(course_versions::organization_id.eq(PLATFORM))
        .filter(course_versions::course_id.eq(course))
        .filter(course_versions::state.eq(VersionState::Published))
        .filter(lessons::id.eq(lesson))
        .order(course_versions::number.desc())
        .select(course_versions::id)
        .first(tx.conn())
        .optional()?;
    match newest {
        None => Ok(None),
        Some(version) => lesson_of(tx, PLATFORM, version, lesson),
    }
}

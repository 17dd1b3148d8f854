//! Writing what a version holds: its details, units, lessons and activities.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    courses::{
        Valid,
        outline::{Activity, Course, CourseDetails},
        version::VersionState,
    },
    ids::{ActivityId, CourseId, CourseVersionId, LessonId, OrganizationId, UnitId, UserId},
    text_enum::TextEnum,
};

use super::{content, rows::place};
use crate::{
    database::Tx,
    error::DbError,
    schema::{activities, course_units, course_versions, courses, lessons},
    sql_types::bind_instant,
};

/// Gives the parts of a course their ids, which are the same in each of its versions.
pub trait PartIds {
    /// The id of the unit with this slug.
    fn unit(&self, unit: &str) -> UnitId;
    /// The id of the lesson with this slug.
    fn lesson(&self, lesson: &str) -> LessonId;
    /// The id of an activity of a lesson. One of another kind under the same slug is another one.
    fn activity(&self, lesson: LessonId, activity: &Activity) -> ActivityId;
}

/// A version to be written: whose, which and what number it has.
#[derive(Clone, Copy)]
pub(super) struct NewVersion {
    pub(super) course: CourseId,
    pub(super) id: CourseVersionId,
    pub(super) number: i32,
    pub(super) published_at: Option<DateTime<Utc>>,
}

/// Writes the row of a course.
pub(super) fn insert_course(
    tx: &mut Tx<'_>,
    id: CourseId,
    author: Option<UserId>,
    slug: &str,
) -> Result<(), DbError> {
    let row = (
        courses::organization_id.eq(tx.tenant()),
        courses::id.eq(id),
        courses::author_id.eq(author),
        courses::slug.eq(slug),
        courses::created_at.eq(bind_instant(tx.now())),
        courses::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(courses::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Writes the row of a version.
pub(super) fn insert_version(
    tx: &mut Tx<'_>,
    new: NewVersion,
    details: &CourseDetails,
) -> Result<(), DbError> {
    let state = match new.published_at {
        None => VersionState::Draft,
        Some(_) => VersionState::Published,
    };
    let row = (
        course_versions::organization_id.eq(tx.tenant()),
        course_versions::id.eq(new.id),
        course_versions::course_id.eq(new.course),
        course_versions::number.eq(new.number),
        course_versions::state.eq(state),
        course_versions::title.eq(&details.title),
        course_versions::summary.eq(&details.summary),
        course_versions::language.eq(&details.language),
        course_versions::grade_from.eq(details.grade_band.from),
        course_versions::grade_to.eq(details.grade_band.to),
        course_versions::published_at.eq(new.published_at.map(bind_instant)),
        course_versions::created_at.eq(bind_instant(tx.now())),
        course_versions::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(course_versions::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Writes the units of a version that has none.
pub(super) fn insert_units(
    tx: &mut Tx<'_>,
    version: CourseVersionId,
    course: &Valid<Course>,
    ids: &dyn PartIds,
) -> Result<(), DbError> {
    let organization_id = tx.tenant();
    let (mut units, mut lessons, mut activities) = (Vec::new(), Vec::new(), Vec::new());
    for (index, unit) in course.get().units.iter().enumerate() {
        let unit_id = ids.unit(&unit.details.slug);
        units.push(UnitRow {
            organization_id,
            id: unit_id,
            course_version_id: version,
            number: place(index)?,
            slug: &unit.details.slug,
            title: &unit.details.title,
        });
        for lesson in &unit.lessons {
            let lesson_id = ids.lesson(&lesson.details.slug);
            lessons.push(LessonRow {
                organization_id,
                id: lesson_id,
                course_version_id: version,
                unit_id,
                number: place(lessons.len())?,
                slug: &lesson.details.slug,
                title: &lesson.details.title,
                summary: &lesson.details.summary,
                minutes: i32::from(lesson.details.minutes),
            });
            for (index, activity) in lesson.activities.iter().enumerate() {
                activities.push(ActivityRow {
                    organization_id,
                    id: ids.activity(lesson_id, activity),
                    course_version_id: version,
                    lesson_id,
                    number: place(index)?,
                    kind: activity.content.kind().as_str(),
                    slug: &activity.slug,
                    title: &activity.title,
                    content: content::encode(&activity.content)?,
                });
            }
        }
    }
    insert_all!(tx, course_units::table, units);
    insert_all!(tx, lessons::table, lessons);
    insert_all!(tx, activities::table, activities);
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = course_units)]
struct UnitRow<'c> {
    organization_id: OrganizationId,
    id: UnitId,
    course_version_id: CourseVersionId,
    number: i32,
    slug: &'c str,
    title: &'c str,
}

#[derive(Insertable)]
#[diesel(table_name = lessons)]
struct LessonRow<'c> {
    organization_id: OrganizationId,
    id: LessonId,
    course_version_id: CourseVersionId,
    unit_id: UnitId,
    number: i32,
    slug: &'c str,
    title: &'c str,
    summary: &'c str,
    minutes: i32,
}

#[derive(Insertable)]
#[diesel(table_name = activities)]
struct ActivityRow<'c> {
    organization_id: OrganizationId,
    id: ActivityId,
    course_version_id: CourseVersionId,
    lesson_id: LessonId,
    number: i32,
    kind: &'c str,
    slug: &'c str,
    title: &'c str,
    content: String,
}

/// Removes the units of a draft, so that others can take their place.
pub(super) fn remove_units(tx: &mut Tx<'_>, draft: CourseVersionId) -> Result<(), DbError> {
    macro_rules! delete_from {
        ($($table:ident),+) => { $(
            diesel::delete(
                $table::table
                    .filter($table::organization_id.eq(tx.tenant()))
                    .filter($table::course_version_id.eq(draft)),
            )
            .execute(tx.conn())?;
        )+ };
    }
    delete_from!(activities, lessons, course_units);
    Ok(())
}

//! Writing what a version holds: its details, units, lessons and activities.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    courses::{
        Valid,
        outline::{Activity, Course, CourseDetails, Lesson, Unit},
        version::VersionState,
    },
    ids::{ActivityId, CourseId, CourseVersionId, Id, LessonId, UnitId, UserId},
    mint::Mint,
};

use super::{content, rows::place};
use crate::{
    database::Tx,
    error::DbError,
    schema::{activities, course_units, course_versions, courses, lessons},
    sql_types::bind_instant,
};

/// Gives the parts of a version their ids.
pub trait PartIds {
    /// The id of the unit with this slug.
    fn unit(&self, unit: &str) -> UnitId;
    /// The id of the lesson with this slug.
    fn lesson(&self, lesson: &str) -> LessonId;
    /// The id of the activity with this slug in the lesson with that slug.
    fn activity(&self, lesson: &str, activity: &str) -> ActivityId;
}

/// New ids for an instant.
pub(super) struct NewIds<'m> {
    mint: &'m dyn Mint,
    now: DateTime<Utc>,
}

impl<'m> NewIds<'m> {
    pub(super) fn of(tx: &Tx<'m>) -> Self {
        Self {
            mint: tx.mint(),
            now: tx.now(),
        }
    }

    fn next<Kind>(&self) -> Id<Kind> {
        Id::from_uuid(self.mint.id(self.now))
    }
}

impl PartIds for NewIds<'_> {
    fn unit(&self, _: &str) -> UnitId {
        self.next()
    }

    fn lesson(&self, _: &str) -> LessonId {
        self.next()
    }

    fn activity(&self, _: &str, _: &str) -> ActivityId {
        self.next()
    }
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
    let mut lessons_before = 0;
    for (index, unit) in course.get().units.iter().enumerate() {
        let id = ids.unit(&unit.details.slug);
        insert_unit(tx, version, id, place(index)?, unit)?;
        for lesson in &unit.lessons {
            let number = place(lessons_before)?;
            lessons_before += 1;
            let lesson_id = ids.lesson(&lesson.details.slug);
            insert_lesson(tx, (version, id, lesson_id), number, lesson)?;
            for (index, activity) in lesson.activities.iter().enumerate() {
                let id = ids.activity(&lesson.details.slug, &activity.slug);
                insert_activity(tx, (version, lesson_id, id), place(index)?, activity)?;
            }
        }
    }
    Ok(())
}

/// Removes the units of a draft, so that others can take their place.
pub(super) fn remove_units(tx: &mut Tx<'_>, draft: CourseVersionId) -> Result<(), DbError> {
    diesel::delete(
        activities::table
            .filter(activities::organization_id.eq(tx.tenant()))
            .filter(activities::course_version_id.eq(draft)),
    )
    .execute(tx.conn())?;
    diesel::delete(
        lessons::table
            .filter(lessons::organization_id.eq(tx.tenant()))
            .filter(lessons::course_version_id.eq(draft)),
    )
    .execute(tx.conn())?;
    diesel::delete(
        course_units::table
            .filter(course_units::organization_id.eq(tx.tenant()))
            .filter(course_units::course_version_id.eq(draft)),
    )
    .execute(tx.conn())?;
    Ok(())
}

fn insert_unit(
    tx: &mut Tx<'_>,
    version: CourseVersionId,
    id: UnitId,
    number: i32,
    unit: &Unit,
) -> Result<(), DbError> {
    let row = (
        course_units::organization_id.eq(tx.tenant()),
        course_units::id.eq(id),
        course_units::course_version_id.eq(version),
        course_units::number.eq(number),
        course_units::slug.eq(&unit.details.slug),
        course_units::title.eq(&unit.details.title),
    );
    diesel::insert_into(course_units::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

fn insert_lesson(
    tx: &mut Tx<'_>,
    (version, unit, id): (CourseVersionId, UnitId, LessonId),
    number: i32,
    lesson: &Lesson,
) -> Result<(), DbError> {
    let row = (
        lessons::organization_id.eq(tx.tenant()),
        lessons::id.eq(id),
        lessons::course_version_id.eq(version),
        lessons::unit_id.eq(unit),
        lessons::number.eq(number),
        lessons::slug.eq(&lesson.details.slug),
        lessons::title.eq(&lesson.details.title),
        lessons::summary.eq(&lesson.details.summary),
        lessons::minutes.eq(i32::from(lesson.details.minutes)),
    );
    diesel::insert_into(lessons::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

fn insert_activity(
    tx: &mut Tx<'_>,
    (version, lesson, id): (CourseVersionId, LessonId, ActivityId),
    number: i32,
    activity: &Activity,
) -> Result<(), DbError> {
    let row = (
        activities::organization_id.eq(tx.tenant()),
        activities::id.eq(id),
        activities::course_version_id.eq(version),
        activities::lesson_id.eq(lesson),
        activities::number.eq(number),
        activities::kind.eq(activity.content.kind()),
        activities::slug.eq(&activity.slug),
        activities::title.eq(&activity.title),
        activities::content.eq(content::encode(&activity.content)?),
    );
    diesel::insert_into(activities::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

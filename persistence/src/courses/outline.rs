//! What a version holds, without its contents.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    courses::{kind::ActivityKind, version::VersionState},
    ids::{ActivityId, CourseVersionId, LessonId, OrganizationId, PLATFORM, UnitId},
    progress::outline::{LessonOutline as LessonOrder, Outline as Order},
};

use super::VersionRecord;
use crate::{
    database::Tx,
    error::DbError,
    schema::{activities, course_units, course_versions, lessons},
};

/// The outline of a published version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourseOutline {
    /// Whose course it is: the tenant's, or that of Hallpass itself.
    pub owner: OrganizationId,
    /// The version.
    pub version: VersionRecord,
    /// Its units, in order.
    pub units: Vec<UnitOutline>,
}

/// A unit and its lessons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOutline {
    /// Its id.
    pub id: UnitId,
    /// Its place in the course, from 1.
    pub number: i32,
    /// Its name in URLs.
    pub slug: String,
    /// Title.
    pub title: String,
    /// Its lessons, in order.
    pub lessons: Vec<LessonOutline>,
}

/// A lesson and its activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonOutline {
    /// Its id.
    pub id: LessonId,
    /// Its place in the course, from 1.
    pub number: i32,
    /// Its name in URLs.
    pub slug: String,
    /// Title.
    pub title: String,
    /// What learners will do.
    pub summary: String,
    /// The time a teacher may plan for it, in minutes.
    pub minutes: i32,
    /// Its activities, in order.
    pub activities: Vec<ActivityOutline>,
}

/// An activity without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityOutline {
    /// Its id.
    pub id: ActivityId,
    /// Its place in the lesson, from 1.
    pub number: i32,
    /// What a learner is asked to do.
    pub kind: ActivityKind,
    /// Its name in URLs.
    pub slug: String,
    /// Title.
    pub title: String,
}

impl CourseOutline {
    /// The order of the version, as far as progress needs it.
    pub fn order(&self) -> Order {
        let lessons = self.units.iter().flat_map(|unit| &unit.lessons);
        Order {
            lessons: lessons
                .map(|lesson| LessonOrder {
                    lesson: lesson.id,
                    activities: lesson
                        .activities
                        .iter()
                        .map(|activity| activity.id)
                        .collect(),
                })
                .collect(),
        }
    }
}

/// The outline of a published version of the tenant or of the public catalogue; `None` if there is
/// no such version. A course is not a personal record, so it takes no permit.
///
/// # Errors
/// If the database fails.
pub fn outline(
    tx: &mut Tx<'_>,
    version: CourseVersionId,
) -> Result<Option<CourseOutline>, DbError> {
    let Some((owner, version)) = published(tx, version)? else {
        return Ok(None);
    };
    let units = units_of(tx, owner, version.id)?;
    Ok(Some(CourseOutline {
        owner,
        version,
        units,
    }))
}

/// A published version that the tenant may use, and whose it is.
pub(super) fn published(
    tx: &mut Tx<'_>,
    version: CourseVersionId,
) -> Result<Option<(OrganizationId, VersionRecord)>, DbError> {
    Ok(course_versions::table
        .filter(course_versions::organization_id.eq_any([tx.tenant(), PLATFORM]))
        .filter(course_versions::id.eq(version))
        .filter(course_versions::state.eq(VersionState::Published))
        .select((course_versions::organization_id, VersionRecord::as_select()))
        .first(tx.conn())
        .optional()?)
}

/// The units of a version.
pub(super) fn units_of(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
) -> Result<Vec<UnitOutline>, DbError> {
    type Row = (UnitId, i32, String, String);
    let rows: Vec<Row> = course_units::table
        .filter(course_units::organization_id.eq(owner))
        .filter(course_units::course_version_id.eq(version))
        .order(course_units::number)
        .select((
            course_units::id,
            course_units::number,
            course_units::slug,
            course_units::title,
        ))
        .load(tx.conn())?;
    let mut lessons = lessons_of(tx, owner, version)?;
    Ok(rows
        .into_iter()
        .map(|(id, number, slug, title)| UnitOutline {
            id,
            number,
            slug,
            title,
            lessons: lessons.remove(&id).unwrap_or_default(),
        })
        .collect())
}

fn lessons_of(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
) -> Result<HashMap<UnitId, Vec<LessonOutline>>, DbError> {
    type Row = (UnitId, LessonId, i32, String, String, String, i32);
    let rows: Vec<Row> = lessons::table
        .filter(lessons::organization_id.eq(owner))
        .filter(lessons::course_version_id.eq(version))
        .order(lessons::number)
        .select((
            lessons::unit_id,
            lessons::id,
            lessons::number,
            lessons::slug,
            lessons::title,
            lessons::summary,
            lessons::minutes,
        ))
        .load(tx.conn())?;
    let mut activities = activities_of(tx, owner, version)?;
    let mut found: HashMap<UnitId, Vec<LessonOutline>> = HashMap::new();
    for (unit, id, number, slug, title, summary, minutes) in rows {
        found.entry(unit).or_default().push(LessonOutline {
            id,
            number,
            slug,
            title,
            summary,
            minutes,
            activities: activities.remove(&id).unwrap_or_default(),
        });
    }
    Ok(found)
}

fn activities_of(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
) -> Result<HashMap<LessonId, Vec<ActivityOutline>>, DbError> {
    type Row = (LessonId, ActivityId, i32, ActivityKind, String, String);
    let rows: Vec<Row> = activities::table
        .filter(activities::organization_id.eq(owner))
        .filter(activities::course_version_id.eq(version))
        .order(activities::number)
        .select((
            activities::lesson_id,
            activities::id,
            activities::number,
            activities::kind,
            activities::slug,
            activities::title,
        ))
        .load(tx.conn())?;
    let mut found: HashMap<LessonId, Vec<ActivityOutline>> = HashMap::new();
    for (lesson, id, number, kind, slug, title) in rows {
        found.entry(lesson).or_default().push(ActivityOutline {
            id,
            number,
            kind,
            slug,
            title,
        });
    }
    Ok(found)
}

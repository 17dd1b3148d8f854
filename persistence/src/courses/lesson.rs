//! A lesson with the contents of its activities.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    courses::{
        content::ActivityContent,
        outline::{Activity, Lesson, LessonDetails, Unit, UnitDetails},
    },
    ids::{ActivityId, CourseVersionId, LessonId, OrganizationId},
};

use super::{
    content,
    outline::{LessonOutline, units_of},
};
use crate::{
    database::Tx,
    error::DbError,
    schema::{activities, lessons},
};

/// A lesson of a version, with solutions and keys: the person who shows it to learners leaves those
/// out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonRecord {
    /// Its id.
    pub id: LessonId,
    /// The version that it belongs to.
    pub version: CourseVersionId,
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
    pub activities: Vec<ActivityRecord>,
}

/// An activity with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityRecord {
    /// Its id.
    pub id: ActivityId,
    /// Its place in the lesson, from 1.
    pub number: i32,
    /// Its name in URLs.
    pub slug: String,
    /// Title.
    pub title: String,
    /// What it holds.
    pub content: ActivityContent,
}

/// Reads a lesson of a version.
pub(super) fn lesson_of(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
    lesson: LessonId,
) -> Result<Option<LessonRecord>, DbError> {
    type Row = (i32, String, String, String, i32);
    let row: Option<Row> = lessons::table
        .find((owner, version, lesson))
        .select((
            lessons::number,
            lessons::slug,
            lessons::title,
            lessons::summary,
            lessons::minutes,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((number, slug, title, summary, minutes)) = row else {
        return Ok(None);
    };
    Ok(Some(LessonRecord {
        id: lesson,
        version,
        number,
        slug,
        title,
        summary,
        minutes,
        activities: activities_in(tx, owner, version, lesson)?,
    }))
}

fn activities_in(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
    lesson: LessonId,
) -> Result<Vec<ActivityRecord>, DbError> {
    type Row = (ActivityId, i32, String, String, String);
    let rows: Vec<Row> = activities::table
        .filter(activities::organization_id.eq(owner))
        .filter(activities::course_version_id.eq(version))
        .filter(activities::lesson_id.eq(lesson))
        .order(activities::number)
        .select((
            activities::id,
            activities::number,
            activities::slug,
            activities::title,
            activities::content,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, number, slug, title, written)| {
            Ok(ActivityRecord {
                id,
                number,
                slug,
                title,
                content: content::decode(&written)?,
            })
        })
        .collect()
}

/// The units of a version of the tenant as their author wrote them.
pub(super) fn written_units(
    tx: &mut Tx<'_>,
    version: CourseVersionId,
) -> Result<Vec<Unit>, DbError> {
    let owner = tx.organization();
    let mut contents = contents_of(tx, version)?;
    units_of(tx, owner, version)?
        .into_iter()
        .map(|unit| {
            let lessons = unit.lessons.into_iter();
            Ok(Unit {
                details: UnitDetails {
                    slug: unit.slug,
                    title: unit.title,
                },
                lessons: lessons
                    .map(|lesson| written_lesson(lesson, &mut contents))
                    .collect::<Result<_, DbError>>()?,
            })
        })
        .collect()
}

fn written_lesson(
    lesson: LessonOutline,
    contents: &mut HashMap<ActivityId, ActivityContent>,
) -> Result<Lesson, DbError> {
    let activities = lesson.activities.into_iter().map(|activity| {
        let content = contents.remove(&activity.id);
        Ok(Activity {
            slug: activity.slug,
            title: activity.title,
            content: content.ok_or(DbError::Corrupt("an activity has a content"))?,
        })
    });
    Ok(Lesson {
        activities: activities.collect::<Result<_, DbError>>()?,
        details: LessonDetails {
            slug: lesson.slug,
            title: lesson.title,
            summary: lesson.summary,
            minutes: u16::try_from(lesson.minutes)
                .map_err(|_| DbError::Corrupt("the minutes of a lesson have 16 bits"))?,
        },
    })
}

fn contents_of(
    tx: &mut Tx<'_>,
    version: CourseVersionId,
) -> Result<HashMap<ActivityId, ActivityContent>, DbError> {
    let rows: Vec<(ActivityId, String)> = activities::table
        .filter(activities::organization_id.eq(tx.tenant()))
        .filter(activities::course_version_id.eq(version))
        .select((activities::id, activities::content))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, written)| Ok((id, content::decode(&written)?)))
        .collect()
}

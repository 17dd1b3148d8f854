//! Published versions as progress needs them, kept in memory: they never change.

use std::{collections::HashMap, sync::Arc};

use domain::{
    courses::kind::ActivityKind,
    ids::{ActivityId, CourseVersionId, LessonId, OrganizationId},
    progress::{
        admission::Demand,
        event::Subject,
        outline::{LessonOutline, Outline},
    },
};
use moka::sync::Cache;

use crate::{
    courses::{CourseOutline, outline},
    database::Tx,
    error::DbError,
};

/// How many versions are kept in memory: an outline has some ten kilobytes.
const KEPT: u64 = 512;

/// A published version, its order, and where its parts stand in it.
pub(super) struct Syllabus {
    /// Its outline.
    pub(super) outline: CourseOutline,
    /// Its order.
    pub(super) order: Outline,
    lessons: HashMap<LessonId, usize>,
    activities: HashMap<ActivityId, (usize, ActivityKind)>,
}

/// Where something stands in a version.
#[derive(Clone, Copy)]
pub(super) struct Spot<'s> {
    /// The lesson.
    pub(super) lesson: &'s LessonOutline,
    /// The kind of the activity, if it is one.
    pub(super) kind: Option<ActivityKind>,
}

impl Syllabus {
    fn of(outline: CourseOutline) -> Self {
        let order = outline.order();
        let lessons = outline.units.iter().flat_map(|unit| &unit.lessons);
        let mut places = HashMap::new();
        let mut activities = HashMap::new();
        for (index, lesson) in lessons.enumerate() {
            places.insert(lesson.id, index);
            for activity in &lesson.activities {
                activities.insert(activity.id, (index, activity.kind));
            }
        }
        Self {
            outline,
            order,
            lessons: places,
            activities,
        }
    }

    /// The version.
    pub(super) fn version(&self) -> CourseVersionId {
        self.outline.version.id
    }

    /// Where a subject stands, if it is part of the version.
    pub(super) fn spot(&self, subject: Subject) -> Option<Spot<'_>> {
        let (index, kind) = match subject {
            Subject::Lesson(lesson) => (*self.lessons.get(&lesson)?, None),
            Subject::Activity(activity) => {
                let (index, kind) = *self.activities.get(&activity)?;
                (index, Some(kind))
            }
        };
        let lesson = self.order.lessons.get(index)?;
        Some(Spot { lesson, kind })
    }
}

/// What can be done with an activity of this kind.
pub(super) fn demand(kind: ActivityKind) -> Demand {
    match kind {
        ActivityKind::Text => Demand::Reading,
        ActivityKind::CodeExercise
        | ActivityKind::Question
        | ActivityKind::CheckForUnderstanding => Demand::Trying,
        ActivityKind::Prompt => Demand::Answering,
    }
}

/// The published versions that were asked for lately, each under its owner.
#[derive(Clone)]
pub struct Syllabuses(Cache<(OrganizationId, CourseVersionId), Arc<Syllabus>>);

impl Default for Syllabuses {
    fn default() -> Self {
        Self(Cache::new(KEPT))
    }
}

impl Syllabuses {
    /// A published version of the tenant or of Hallpass itself.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] if there is none, although something refers to it.
    pub(super) fn get(
        &self,
        tx: &mut Tx<'_>,
        owner: OrganizationId,
        version: CourseVersionId,
    ) -> Result<Arc<Syllabus>, DbError> {
        let place = (owner, version);
        if let Some(known) = self.0.get(&place) {
            return Ok(known);
        }
        let found = outline(tx, version)?
            .filter(|outline| outline.owner == owner)
            .ok_or(DbError::Corrupt("an assigned version is published"))?;
        let syllabus = Arc::new(Syllabus::of(found));
        self.0.insert(place, Arc::clone(&syllabus));
        Ok(syllabus)
    }
}

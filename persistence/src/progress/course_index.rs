//! Published versions as progress needs them, kept in memory: they never change.

use std::{collections::HashMap, sync::Arc};

use domain::{
    courses::{kind::ActivityKind, marking::Marking},
    ids::{ActivityId, CourseId, CourseVersionId, LessonId, OrganizationId},
    progress::{
        admission::Demand,
        event::Subject,
        outline::{LessonOutline, Outline},
    },
};
use moka::sync::Cache;

use crate::{
    courses::{CourseOutline, markings, outline},
    database::Tx,
    error::DbError,
};

/// How many bytes of versions are kept in memory. The starter course has some thirty thousand.
const KEPT: u64 = 32 << 20;
/// What an activity has beside its texts, about.
const BYTES_OF_AN_ACTIVITY: usize = 400;

/// A published version, its order, and where its parts stand in it.
pub(super) struct CourseIndex {
    /// Its outline.
    pub(super) outline: CourseOutline,
    /// Its order.
    pub(super) order: Outline,
    lessons: HashMap<LessonId, usize>,
    titles: Vec<String>,
    activities: HashMap<ActivityId, Part>,
}

/// An activity, and the place of its lesson.
struct Part {
    lesson: usize,
    kind: ActivityKind,
    title: String,
    marking: Option<Marking>,
}

/// Where something stands in a version.
#[derive(Clone, Copy)]
pub(super) struct CoursePart<'s> {
    /// The lesson.
    pub(super) lesson: &'s LessonOutline,
    /// The title of the lesson.
    pub(super) lesson_title: &'s str,
    /// The kind of the activity, if it is one.
    pub(super) kind: Option<ActivityKind>,
    /// The title of the activity, if it is one.
    pub(super) title: Option<&'s str>,
    /// What answers to it are marked by, if it is a question.
    pub(super) marking: Option<&'s Marking>,
}

impl CourseIndex {
    fn of(outline: CourseOutline, mut markings: HashMap<ActivityId, Marking>) -> Self {
        let order = outline.order();
        let lessons = outline.units.iter().flat_map(|unit| &unit.lessons);
        let mut places = HashMap::new();
        let mut titles = Vec::new();
        let mut activities = HashMap::new();
        for (index, lesson) in lessons.enumerate() {
            places.insert(lesson.id, index);
            titles.push(lesson.title.clone());
            for activity in &lesson.activities {
                let part = Part {
                    lesson: index,
                    kind: activity.kind,
                    title: activity.title.clone(),
                    marking: markings.remove(&activity.id),
                };
                activities.insert(activity.id, part);
            }
        }
        Self {
            outline,
            order,
            lessons: places,
            titles,
            activities,
        }
    }

    /// About how many bytes it has.
    fn bytes(&self) -> u32 {
        let parts = self.activities.values().map(|part| {
            let marking = part.marking.as_ref().map(Marking::explanation);
            BYTES_OF_AN_ACTIVITY + 2 * part.title.len() + marking.map_or(0, str::len)
        });
        u32::try_from(parts.sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// The version.
    pub(super) fn version(&self) -> CourseVersionId {
        self.outline.version.id
    }

    /// The course.
    pub(super) fn course(&self) -> CourseId {
        self.outline.version.course_id
    }

    /// The number of the version in its course.
    pub(super) fn number(&self) -> i32 {
        self.outline.version.number
    }

    /// A lesson of the version and its activities.
    pub(super) fn lesson(&self, lesson: LessonId) -> Option<&LessonOutline> {
        self.order.lessons.get(*self.lessons.get(&lesson)?)
    }

    /// Where a subject stands, if it is part of the version.
    pub(super) fn spot(&self, subject: Subject) -> Option<CoursePart<'_>> {
        let (index, part) = match subject {
            Subject::Lesson(lesson) => (*self.lessons.get(&lesson)?, None),
            Subject::Activity(activity) => {
                let part = self.activities.get(&activity)?;
                (part.lesson, Some(part))
            }
        };
        Some(CoursePart {
            lesson: self.order.lessons.get(index)?,
            lesson_title: self.titles.get(index)?,
            kind: part.map(|part| part.kind),
            title: part.map(|part| part.title.as_str()),
            marking: part.and_then(|part| part.marking.as_ref()),
        })
    }
}

/// What can be done with an activity of this kind.
pub(super) fn demand(kind: ActivityKind) -> Demand {
    match kind {
        ActivityKind::Text => Demand::Reading,
        ActivityKind::CodeExercise => Demand::Trying,
        ActivityKind::Question | ActivityKind::CheckForUnderstanding => Demand::Choosing,
        ActivityKind::Prompt => Demand::Answering,
    }
}

/// The published versions that were asked for lately, each under its owner.
#[derive(Clone)]
pub struct CourseIndexCache(Cache<(OrganizationId, CourseVersionId), Arc<CourseIndex>>);

impl Default for CourseIndexCache {
    fn default() -> Self {
        let cache = Cache::builder()
            .weigher(|_, course_index: &Arc<CourseIndex>| course_index.bytes())
            .max_capacity(KEPT);
        Self(cache.build())
    }
}

impl CourseIndexCache {
    /// A published version of the tenant or of Hallpass itself.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] if there is none, although something refers to it.
    pub(super) fn get(
        &self,
        tx: &mut Tx<'_>,
        owner: OrganizationId,
        version: CourseVersionId,
    ) -> Result<Arc<CourseIndex>, DbError> {
        let place = (owner, version);
        if let Some(known) = self.0.get(&place) {
            return Ok(known);
        }
        let found = outline(tx, version)?
            .filter(|outline| outline.owner == owner)
            .ok_or(DbError::Corrupt("an assigned version is published"))?;
        let markings = markings(tx, owner, version)?;
        let course_index = Arc::new(CourseIndex::of(found, markings));
        let (cache, kept) = (self.0.clone(), Arc::clone(&course_index));
        tx.fill_cache(move |_| cache.insert(place, kept));
        Ok(course_index)
    }
}

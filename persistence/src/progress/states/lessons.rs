//! A learner's states with the lessons of a course.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    ids::{ActivityId, CourseVersionId, LessonId},
    progress::{
        activity_state::ActivityState,
        lesson_state::{LessonCompletion, LessonState},
    },
};

use crate::progress::course_index::CourseIndex;

/// The states with the lessons that a learner has begun, whatever version of the course they are in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::progress) struct LessonStates {
    /// The version by whose activities completion is counted.
    pub(super) version: CourseVersionId,
    /// In the order of their ids.
    pub(super) lessons: Vec<(LessonId, LessonState)>,
}

impl LessonStates {
    /// Those of a learner who has begun nothing.
    pub(super) const fn none(version: CourseVersionId) -> Self {
        Self {
            version,
            lessons: Vec::new(),
        }
    }

    /// The lessons that are begun, in the order of their ids.
    pub(in crate::progress) fn begun(&self) -> impl Iterator<Item = (LessonId, LessonState)> {
        self.lessons.iter().copied()
    }

    /// The version by whose activities completion is counted.
    pub(in crate::progress) const fn version(&self) -> CourseVersionId {
        self.version
    }

    /// The state with a lesson, if it is begun.
    pub(in crate::progress) fn get(&self, lesson: LessonId) -> Option<LessonState> {
        let place = self.place(lesson).ok()?;
        self.lessons.get(place).map(|(_, state)| *state)
    }

    /// Puts the state with a lesson in place of what was there.
    pub(super) fn put(&mut self, lesson: LessonId, state: LessonState) {
        match self.place(lesson) {
            Err(place) => self.lessons.insert(place, (lesson, state)),
            Ok(place) => {
                if let Some((_, known)) = self.lessons.get_mut(place) {
                    *known = state;
                }
            }
        }
    }

    /// The same states, complete when the activities of this version are.
    #[must_use]
    pub(in crate::progress) fn counted_by(
        mut self,
        course_index: &CourseIndex,
        activities: &HashMap<ActivityId, ActivityState>,
    ) -> Self {
        self.version = course_index.version();
        for (lesson, state) in &mut self.lessons {
            if let Some(outline) = course_index.lesson(*lesson) {
                let known = outline.activities.iter();
                let known = known.map(|activity| activities.get(activity).copied());
                state.completion = LessonCompletion::of(known);
            }
        }
        self
    }

    /// When the learner was last in the lesson that they were in the longest ago.
    pub(super) fn oldest_seen_at(&self) -> Option<DateTime<Utc>> {
        let seen = self
            .lessons
            .iter()
            .map(|(_, state)| state.tally.last_seen_at);
        seen.min()
    }

    /// The states with these lessons alone, in the order of their ids.
    pub(in crate::progress) const fn with_only(
        &self,
        lessons: Vec<(LessonId, LessonState)>,
    ) -> Self {
        Self {
            version: self.version,
            lessons,
        }
    }

    fn place(&self, lesson: LessonId) -> Result<usize, usize> {
        self.lessons
            .binary_search_by_key(&lesson, |(known, _)| *known)
    }
}

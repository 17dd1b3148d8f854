//! All of a learner's state in a course, from all of their events at once or one by one.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    activity_state::{self, ActivityState},
    event::{Event, Subject},
    lesson_state::{self, LessonState},
    outline::{LessonOutline, Outline},
};
use crate::ids::{ActivityId, LessonId, ProgressEventId};

/// A learner's state in a course.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learner {
    /// The events that it is made of.
    recorded: BTreeSet<ProgressEventId>,
    /// By activity.
    pub activities: BTreeMap<ActivityId, ActivityState>,
    /// By lesson.
    pub lessons: BTreeMap<LessonId, LessonState>,
}

impl Learner {
    /// The state after all events, in whatever order they come. What is not in the outline, and an
    /// id that came before, changes nothing.
    pub fn after<'a>(outline: &Outline, events: impl IntoIterator<Item = &'a Event>) -> Self {
        events.into_iter().fold(Self::default(), |learner, event| {
            learner.apply(outline, event)
        })
    }

    /// The state after one more event.
    #[must_use]
    pub fn apply(mut self, outline: &Outline, event: &Event) -> Self {
        let Some(lesson) = lesson_of(outline, event.action.subject()) else {
            return self;
        };
        if !self.recorded.insert(event.id) {
            return self;
        }
        if let Subject::Activity(activity) = event.action.subject() {
            let before = self.activities.get(&activity).copied();
            let after = activity_state::apply(before, event);
            self.activities.extend(after.map(|after| (activity, after)));
        }
        let before = self.lessons.get(&lesson.lesson).copied();
        let states = lesson
            .activities
            .iter()
            .map(|activity| self.activities.get(activity).copied());
        let after = lesson_state::apply(before, event, states);
        self.lessons.insert(lesson.lesson, after);
        self
    }
}

fn lesson_of(outline: &Outline, subject: Subject) -> Option<&LessonOutline> {
    match subject {
        Subject::Lesson(lesson) => outline
            .lessons
            .iter()
            .find(|outline| outline.lesson == lesson),
        Subject::Activity(activity) => outline.lesson_of(activity),
    }
}

#[cfg(test)]
mod tests;

//! The order of a course, as far as progress needs it.

use crate::ids::{ActivityId, LessonId};

/// A lesson and its activities, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonOutline {
    /// The lesson.
    pub lesson: LessonId,
    /// Its activities.
    pub activities: Vec<ActivityId>,
}

/// The lessons of a course version, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The lessons.
    pub lessons: Vec<LessonOutline>,
}

impl Outline {
    /// Every activity in order, with its lesson.
    pub fn activities(&self) -> impl Iterator<Item = (LessonId, ActivityId)> {
        self.lessons.iter().flat_map(|outline| {
            let lesson = outline.lesson;
            outline
                .activities
                .iter()
                .map(move |activity| (lesson, *activity))
        })
    }

    /// The lesson to which an activity belongs.
    pub fn lesson_of(&self, activity: ActivityId) -> Option<&LessonOutline> {
        self.lessons
            .iter()
            .find(|outline| outline.activities.contains(&activity))
    }
}

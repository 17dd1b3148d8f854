//! Order, sums and hints.

use std::{collections::HashMap, sync::Arc};

use domain::{
    ids::{CourseVersionId, UserId},
    progress::{
        help::{ClassPace, may_need_help},
        sharing::Shared,
    },
};

use super::{LessonHead, StudentLesson, StudentProgress, rows::PackedStates};
use crate::{
    error::DbError,
    progress::{
        course_index::CourseIndex,
        states::{LessonStates, unpack},
    },
};

/// The lessons of the courses of a class.
pub(super) fn heads(courses: &[Arc<CourseIndex>]) -> Vec<LessonHead> {
    let mut heads = Vec::new();
    for course in courses {
        let lessons = course.outline.units.iter().flat_map(|unit| &unit.lessons);
        heads.extend(lessons.map(|lesson| LessonHead {
            id: lesson.id,
            version: course.version(),
            course_title: course.outline.version.title.clone(),
            number: lesson.number,
            title: lesson.title.clone(),
            activities: u32::try_from(lesson.activities.len()).unwrap_or(u32::MAX),
        }));
    }
    heads
}

/// Gives each student their lessons, as far as they are shared, says who may need help, and adds up
/// what each student did.
///
/// # Errors
/// [`DbError::Corrupt`] if states are damaged.
pub(super) fn arrange(
    packed: &[PackedStates],
    students: &mut [StudentProgress],
    courses: &[Arc<CourseIndex>],
    shared: Shared,
) -> Result<(), DbError> {
    let mut rows: HashMap<(UserId, CourseVersionId), &[u8]> = packed
        .iter()
        .map(|row| ((row.student, row.version), row.states.as_slice()))
        .collect();
    for student in &mut *students {
        for course in courses {
            match rows.remove(&(student.id, course.version())) {
                Some(states) => student.extend(unpack(states, &course.order)?, shared),
                None => student.extend(vec![None; course.order.lessons.len()], shared),
            }
        }
    }
    let lessons = courses
        .iter()
        .map(|course| course.order.lessons.len())
        .sum();
    for place in 0..lessons {
        let begun = students.iter().filter_map(|student| student.begun(place));
        let pace = ClassPace::of(begun.map(|begun| &begun.state));
        for student in &mut *students {
            if let Some(Some(begun)) = student.lessons.get_mut(place) {
                begun.help = may_need_help(&begun.state, pace);
            }
        }
    }
    Ok(())
}

impl StudentProgress {
    fn extend(&mut self, states: LessonStates, shared: Shared) {
        self.lessons.reserve(states.len());
        for state in states {
            let state = state.filter(|state| shared.includes(state.tally.last_seen_at));
            if let Some(state) = &state {
                self.add(state);
            }
            self.lessons.push(state.map(|state| StudentLesson {
                state,
                help: Vec::new(),
            }));
        }
    }

    fn begun(&self, place: usize) -> Option<&StudentLesson> {
        self.lessons.get(place)?.as_ref()
    }
}

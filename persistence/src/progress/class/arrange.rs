//! Order, sums and hints.

use std::{collections::HashMap, sync::Arc};

use domain::{
    ids::{LessonId, UserId},
    progress::{
        help::{ClassPace, may_need_help},
        lesson_state::LessonState,
    },
};

use super::{LessonHead, StudentLesson, StudentTotals};
use crate::progress::course_index::CourseIndex;

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

/// Puts states in order, says who may need help, and adds up what each student did.
pub(super) fn arrange(
    mut states: Vec<StudentLesson>,
    students: &mut [StudentTotals],
    lessons: &[LessonHead],
) -> Vec<StudentLesson> {
    let place_of_student: HashMap<UserId, usize> = students
        .iter()
        .enumerate()
        .map(|(place, student)| (student.id, place))
        .collect();
    let place_of_lesson: HashMap<LessonId, usize> = lessons
        .iter()
        .enumerate()
        .map(|(place, lesson)| (lesson.id, place))
        .collect();
    let mut by_lesson: HashMap<LessonId, Vec<LessonState>> = HashMap::new();
    for known in &states {
        by_lesson.entry(known.lesson).or_default().push(known.state);
    }
    let paces: HashMap<LessonId, ClassPace> = by_lesson
        .iter()
        .map(|(lesson, states)| (*lesson, ClassPace::of(states)))
        .collect();
    for known in &mut states {
        if let Some(pace) = paces.get(&known.lesson) {
            known.help = may_need_help(&known.state, *pace);
        }
        let student = place_of_student.get(&known.student);
        if let Some(student) = student.and_then(|place| students.get_mut(*place)) {
            student.add(&known.state);
        }
    }
    states.sort_by_cached_key(|known| {
        (
            place_of_student.get(&known.student).copied(),
            place_of_lesson.get(&known.lesson).copied(),
        )
    });
    states
}

//! Order, sums and hints.

use domain::progress::{
    help::{ClassPace, may_need_help},
    lesson_state::LessonState,
    sharing::Shared,
};

use super::{
    LessonHead, StudentLesson, StudentProgress,
    rows::{ClassCourse, ClassStates},
};

/// The lessons of the courses of a class.
pub(super) fn heads(courses: &[ClassCourse]) -> Vec<LessonHead> {
    let mut heads = Vec::new();
    for (assignment, course) in courses {
        let lessons = course.outline.units.iter().flat_map(|unit| &unit.lessons);
        heads.extend(lessons.map(|lesson| LessonHead {
            id: lesson.id,
            assignment: *assignment,
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
pub(super) fn arrange(
    states: &ClassStates,
    students: &mut [StudentProgress],
    courses: &[ClassCourse],
    shared: Shared,
) {
    for student in &mut *students {
        for (_, course) in courses {
            let states = states.get(&(student.id, course.course()));
            let lessons = course.order.lessons.iter();
            student.extend(lessons.map(|lesson| states?.get(lesson.lesson)), shared);
        }
    }
    let lessons = courses
        .iter()
        .map(|(_, course)| course.order.lessons.len())
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
}

impl StudentProgress {
    fn extend(
        &mut self,
        states: impl ExactSizeIterator<Item = Option<LessonState>>,
        shared: Shared,
    ) {
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

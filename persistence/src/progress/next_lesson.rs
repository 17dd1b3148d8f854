//! Suggesting the next lesson to a learner, by their own progress alone (P5).

use std::collections::BTreeMap;

use domain::{
    access::action::SuggestNextLesson,
    ids::{ClassId, CourseAssignmentId, CourseId, CourseVersionId, LessonId, SchoolId},
    progress::next_lesson::{LessonPosition, SuggestionReason, next_lesson},
    rights::restriction::RestrictedPart,
    settings::{SettingKey, SettingValue},
};

use super::{
    attendance,
    course_index::CourseIndexCache,
    of_learner::{OwnCourse, in_course},
};
use crate::{access::Permit, database::Tx, error::DbError, rights, settings};

domain::text_enum! {
    /// Whether the next lesson is suggested, and why not.
    pub enum SuggestionState {
        /// It is.
        Suggested = "suggested",
        /// The setting is off: nothing was looked at.
        SwitchedOff = "switched_off",
        /// The use of the learner's data is restricted: nothing was looked at.
        Restricted = "restricted",
        /// No agreement or consent covers it in any of the courses: nothing was looked at.
        NotCovered = "not_covered",
    }
}

/// A lesson that is suggested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedLesson {
    /// The class in which the learner has the course.
    pub class: ClassId,
    /// The assignment of the course to it.
    pub assignment: CourseAssignmentId,
    /// The course.
    pub course: CourseId,
    /// The version.
    pub version: CourseVersionId,
    /// The lesson.
    pub lesson: LessonId,
    /// Its place in the course, from 1.
    pub number: i32,
    /// Its title.
    pub title: String,
    /// What the suggestion rests on.
    pub reason: SuggestionReason,
}

/// Suggestions, or why there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestions {
    /// Whether there are any.
    pub state: SuggestionState,
    /// One for each course that is not finished, in the order of their assignment.
    pub lessons: Vec<SuggestedLesson>,
}

impl Suggestions {
    const fn none(state: SuggestionState) -> Self {
        Self {
            state,
            lessons: Vec::new(),
        }
    }
}

/// The next lesson of the permitted learner in each course that they have at this instant. Nothing of their
/// progress is read if the setting is off, if the use of their data is restricted, or where no agreement or
/// consent covers it.
///
/// # Errors
/// If the database fails.
pub fn suggest<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, SuggestNextLesson>,
    course_indexes: &CourseIndexCache,
) -> Result<Suggestions, DbError> {
    let (learner, now) = (permit.subject(), tx.now());
    let setting = settings::value_of(tx, learner, SettingKey::NextLessonSuggestions)?;
    if setting != Some(SettingValue::On) {
        return Ok(Suggestions::none(SuggestionState::SwitchedOff));
    }
    if rights::is_restricted(tx, learner, RestrictedPart::LearningHistory)? {
        return Ok(Suggestions::none(SuggestionState::Restricted));
    }
    let courses = attendance::of_learner(tx, learner, course_indexes)?;
    let mut covers: BTreeMap<SchoolId, bool> = BTreeMap::new();
    let mut covered = Vec::new();
    for course in &courses {
        for stay in course.shown(now) {
            let is_covered = match covers.get(&stay.school) {
                Some(known) => *known,
                None => settings::covers_suggestions(tx, learner, &[stay.school])?,
            };
            covers.insert(stay.school, is_covered);
            if is_covered {
                covered.push((course, stay));
                break;
            }
        }
    }
    if covered.is_empty() && !covers.is_empty() {
        return Ok(Suggestions::none(SuggestionState::NotCovered));
    }
    let mut lessons = Vec::new();
    for (course, stay) in covered {
        let own = in_course(tx, learner, course, stay)?;
        lessons.extend(in_order(&own));
    }
    Ok(Suggestions {
        state: SuggestionState::Suggested,
        lessons,
    })
}

fn in_order(course: &OwnCourse) -> Option<SuggestedLesson> {
    let positions: Vec<LessonPosition> = course
        .lessons
        .iter()
        .map(|lesson| LessonPosition {
            lesson: lesson.id,
            status: lesson.status,
            last_seen_at: lesson.last_seen_at,
        })
        .collect();
    let (next, reason) = next_lesson(&positions)?;
    let lesson = course.lessons.iter().find(|lesson| lesson.id == next)?;
    Some(SuggestedLesson {
        class: course.class,
        assignment: course.assignment,
        course: course.course,
        version: course.version,
        lesson: lesson.id,
        number: lesson.number,
        title: lesson.title.clone(),
        reason,
    })
}

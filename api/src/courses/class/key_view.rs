//! A lesson as its teachers see it: with whatever is kept for teaching and for marking.

use persistence::courses::{ActivityRecord, LessonRecord};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    courses::{
        bounded::{ChoicePlace, ChoiceText},
        content_form::{ChoiceQuestionForm, ContentForm},
    },
    openapi::Example,
};

/// A lesson with its activities, their keys and solutions.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = LessonKeyView::example)]
pub struct LessonKeyView {
    /// Its id.
    pub id: Uuid,
    /// The version of the course that it belongs to.
    pub course_version_id: Uuid,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, maximum = 1200, format = "int32")]
    pub number: i32,
    /// Title.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub title: String,
    /// What learners will do.
    #[schema(max_length = 600, pattern = r"^[^\n]*$")]
    pub summary: String,
    /// The time a teacher may plan for it, in minutes.
    #[schema(minimum = 5, maximum = 240, format = "int32")]
    pub minutes: i32,
    /// The activities, in order.
    #[schema(max_items = 40)]
    pub activities: Vec<ActivityKeyView>,
}

/// An activity of a lesson, with its key or solution.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityKeyView {
    /// Its id.
    pub id: Uuid,
    /// Its place in the lesson, from 1.
    #[schema(minimum = 1, maximum = 40, format = "int32")]
    pub number: i32,
    /// Title.
    #[schema(max_length = 120, pattern = r"^[^\n]*$")]
    pub title: String,
    /// What it holds, as its author wrote it.
    pub content: ContentForm,
}

impl From<LessonRecord> for LessonKeyView {
    fn from(lesson: LessonRecord) -> Self {
        Self {
            id: lesson.id.uuid(),
            course_version_id: lesson.version.uuid(),
            number: lesson.number,
            title: lesson.title,
            summary: lesson.summary,
            minutes: lesson.minutes,
            activities: lesson.activities.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ActivityRecord> for ActivityKeyView {
    fn from(activity: ActivityRecord) -> Self {
        Self {
            id: activity.id.uuid(),
            number: activity.number,
            title: activity.title,
            content: activity.content.into(),
        }
    }
}

impl Example for LessonKeyView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000023"),
            course_version_id: uuid!("01996b3c-7a00-7000-8000-000000000021"),
            number: 1,
            title: "Enter the robot".to_owned(),
            summary: "Your robot says its first line.".to_owned(),
            minutes: 45,
            activities: vec![ActivityKeyView {
                id: uuid!("01996b3c-7a00-7000-8000-000000000024"),
                number: 1,
                title: "Which line speaks?".to_owned(),
                content: ContentForm::Question(ChoiceQuestionForm {
                    question: "Which line makes the robot speak?".to_owned(),
                    choices: vec![
                        ChoiceText("`print(\"Hello\")`".to_owned()),
                        ChoiceText("`hello = 1`".to_owned()),
                    ],
                    correct: vec![ChoicePlace(0)],
                    explanation: "`print` puts text on the stage.".to_owned(),
                }),
            }],
        }
    }
}

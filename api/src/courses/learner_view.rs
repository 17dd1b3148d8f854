//! Courses as learners see them: without sample solutions and without the keys of questions, which
//! these types have no place for.

use domain::{
    courses::{
        content::{ActivityContent, ChoiceQuestion, CodeTask},
        kind::CodeLanguage,
    },
    ids::{ActivityId, CourseVersionId, LessonId},
    text::{CourseSlug, CourseSummary, CourseTitle},
};
use persistence::courses::{ActivityRecord, LessonRecord};
use serde::Serialize;
use utoipa::ToSchema;

use super::{bounded::ChoiceText, content_form::GoalForm};

/// A lesson with its activities.
#[derive(Debug, Serialize, ToSchema)]
pub struct LessonView {
    /// Its id.
    pub id: LessonId,
    /// The version of the course that it belongs to.
    pub course_version_id: CourseVersionId,
    /// Its place in the course, from 1.
    #[schema(minimum = 1, maximum = 1200, format = "int32", example = 1)]
    pub number: i32,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What learners will do.
    #[schema(value_type = CourseSummary)]
    pub summary: String,
    /// The time a teacher may plan for it, in minutes.
    #[schema(minimum = 5, maximum = 240, format = "int32", example = 45)]
    pub minutes: i32,
    /// The activities, in order.
    #[schema(max_items = 40)]
    pub activities: Vec<ActivityView>,
}

/// An activity of a lesson.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActivityView {
    /// Its id.
    pub id: ActivityId,
    /// Its place in the lesson, from 1.
    #[schema(minimum = 1, maximum = 40, format = "int32", example = 1)]
    pub number: i32,
    /// Its name in URLs.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What it holds.
    pub content: LearnerContent,
}

/// What an activity holds, for learners.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LearnerContent {
    /// A text to read.
    Text(TextView),
    /// A programming exercise.
    CodeExercise(CodeTaskView),
    /// A question to think about.
    Question(ChoicesView),
    /// A question that shows what has been understood.
    CheckForUnderstanding(ChoicesView),
    /// A question about how something felt.
    Prompt(PromptView),
}

/// A text to read.
#[derive(Debug, Serialize, ToSchema)]
pub struct TextView {
    /// Markdown without HTML.
    #[schema(max_length = 20_000, pattern = r"^[\s\S]*$")]
    pub body: String,
}

/// A programming exercise.
#[derive(Debug, Serialize, ToSchema)]
pub struct CodeTaskView {
    /// What to do, in Markdown.
    #[schema(max_length = 8_000, pattern = r"^[\s\S]*$")]
    pub instructions: String,
    /// The language to write in.
    pub language: CodeLanguage,
    /// The code in the editor at the start.
    #[schema(max_length = 50_000, pattern = r"^[\s\S]*$")]
    pub starter_code: String,
    /// When the task is solved.
    pub goal: GoalForm,
}

/// A multiple-choice question.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChoicesView {
    /// The question, in Markdown.
    #[schema(
        max_length = 2_000,
        pattern = r"^[\s\S]*$",
        example = "Which line makes the robot speak?"
    )]
    pub question: String,
    /// The choices, in Markdown. An answer names their places, counted from 0.
    #[schema(min_items = 2, max_items = 6)]
    pub choices: Vec<ChoiceText>,
}

/// An open question about attitudes. Nothing is right or wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromptView {
    /// The question, in Markdown.
    #[schema(max_length = 2_000, pattern = r"^[\s\S]*$")]
    pub question: String,
}

impl From<LessonRecord> for LessonView {
    fn from(lesson: LessonRecord) -> Self {
        Self {
            id: lesson.id,
            course_version_id: lesson.version,
            number: lesson.number,
            slug: lesson.slug,
            title: lesson.title,
            summary: lesson.summary,
            minutes: lesson.minutes,
            activities: lesson.activities.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<ActivityRecord> for ActivityView {
    fn from(activity: ActivityRecord) -> Self {
        Self {
            id: activity.id,
            number: activity.number,
            slug: activity.slug,
            title: activity.title,
            content: activity.content.into(),
        }
    }
}

impl From<ActivityContent> for LearnerContent {
    fn from(content: ActivityContent) -> Self {
        match content {
            ActivityContent::Text(text) => Self::Text(TextView { body: text.body }),
            ActivityContent::CodeExercise(exercise) => Self::CodeExercise(exercise.task.into()),
            ActivityContent::Question(question) => Self::Question(question.into()),
            ActivityContent::CheckForUnderstanding(question) => {
                Self::CheckForUnderstanding(question.into())
            }
            ActivityContent::Prompt(prompt) => Self::Prompt(PromptView {
                question: prompt.question,
            }),
        }
    }
}

impl From<CodeTask> for CodeTaskView {
    fn from(task: CodeTask) -> Self {
        Self {
            instructions: task.instructions,
            language: task.language,
            starter_code: task.starter_code,
            goal: task.goal.into(),
        }
    }
}

impl From<ChoiceQuestion> for ChoicesView {
    fn from(question: ChoiceQuestion) -> Self {
        Self {
            question: question.question,
            choices: question.choices.into_iter().map(ChoiceText).collect(),
        }
    }
}

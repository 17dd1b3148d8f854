//! How lessons, activities and their contents are written, by authors over HTTP and in the files of
//! the catalogue. Unknown fields are refused, so that a misspelled one is noticed. The bounds that
//! are stated here are those of `domain::courses`, which checks them.

use domain::courses::{
    content::{
        ActivityContent, AnswerKey, ChoiceQuestion, CodeExercise, CodeGoal, CodeTask, Prompt, Text,
    },
    kind::CodeLanguage,
    outline::{Activity, Lesson, LessonDetails},
};
use domain::text::{CourseSlug, CourseSummary, CourseTitle};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::bounded::{CheckList, CheckText, ChoicePlace, ChoiceText, OutputText};

/// A lesson as its author writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonForm {
    /// The name in URLs, unique in the course.
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
    pub minutes: u16,
    /// The activities, in order.
    #[schema(min_items = 1, max_items = 40)]
    pub activities: Vec<ActivityForm>,
}

/// An activity as its author writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityForm {
    /// The name in URLs, unique in the lesson.
    #[schema(value_type = CourseSlug)]
    pub slug: String,
    /// Title.
    #[schema(value_type = CourseTitle)]
    pub title: String,
    /// What it holds.
    #[serde(deserialize_with = "crate::http::tagged")]
    pub content: ContentForm,
}

/// What an activity holds, with whatever is kept for teachers and for marking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ContentForm {
    /// A text to read.
    Text(TextForm),
    /// A programming exercise.
    CodeExercise(CodeExerciseForm),
    /// A question to think about.
    Question(ChoiceQuestionForm),
    /// A question that shows what has been understood.
    CheckForUnderstanding(ChoiceQuestionForm),
    /// A question about how something felt.
    Prompt(PromptForm),
}

/// A text to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TextForm {
    /// Markdown without HTML.
    #[schema(min_length = 1, max_length = 20_000, pattern = r"\S")]
    pub body: String,
}

/// A programming exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeExerciseForm {
    /// What to do, in Markdown.
    #[schema(min_length = 1, max_length = 8_000, pattern = r"\S")]
    pub instructions: String,
    /// The language to write in.
    pub language: CodeLanguage,
    /// The code in the editor at the start.
    #[schema(max_length = 50_000, pattern = r"^[\s\S]*$")]
    pub starter_code: String,
    /// When the task is solved.
    pub goal: GoalForm,
    /// One program that solves the task; never shown to students.
    #[schema(min_length = 1, max_length = 50_000, pattern = r"\S")]
    pub solution: Option<String>,
}

/// When a code exercise is solved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoalForm {
    /// The program prints exactly this.
    Output(OutputText),
    /// The program does each of these things.
    #[schema(value_type = CheckList)]
    Checks(Vec<CheckText>),
}

/// A multiple-choice question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceQuestionForm {
    /// The question, in Markdown.
    #[schema(min_length = 1, max_length = 2_000, pattern = r"\S")]
    pub question: String,
    /// The choices, in Markdown, all different.
    #[schema(min_items = 2, max_items = 6)]
    pub choices: Vec<ChoiceText>,
    /// The places of the right choices, counted from 0; never shown to students.
    #[schema(inline, min_items = 1, max_items = 6)]
    pub correct: Vec<ChoicePlace>,
    /// Why they are right, in Markdown; never shown before the student has answered.
    #[schema(min_length = 1, max_length = 2_000, pattern = r"\S")]
    pub explanation: String,
}

/// An open question about attitudes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PromptForm {
    /// The question, in Markdown.
    #[schema(min_length = 1, max_length = 2_000, pattern = r"\S")]
    pub question: String,
}

impl From<LessonForm> for Lesson {
    fn from(form: LessonForm) -> Self {
        let activities = form.activities.into_iter().map(|activity| Activity {
            slug: activity.slug,
            title: activity.title,
            content: activity.content.into(),
        });
        Self {
            details: LessonDetails {
                slug: form.slug,
                title: form.title,
                summary: form.summary,
                minutes: form.minutes,
            },
            activities: activities.collect(),
        }
    }
}

impl From<Lesson> for LessonForm {
    fn from(lesson: Lesson) -> Self {
        let activities = lesson.activities.into_iter().map(|activity| ActivityForm {
            slug: activity.slug,
            title: activity.title,
            content: activity.content.into(),
        });
        Self {
            slug: lesson.details.slug,
            title: lesson.details.title,
            summary: lesson.details.summary,
            minutes: lesson.details.minutes,
            activities: activities.collect(),
        }
    }
}

impl From<ContentForm> for ActivityContent {
    fn from(form: ContentForm) -> Self {
        match form {
            ContentForm::Text(form) => Self::Text(Text { body: form.body }),
            ContentForm::CodeExercise(form) => Self::CodeExercise(form.into()),
            ContentForm::Question(form) => Self::Question(form.into()),
            ContentForm::CheckForUnderstanding(form) => Self::CheckForUnderstanding(form.into()),
            ContentForm::Prompt(form) => Self::Prompt(Prompt {
                question: form.question,
            }),
        }
    }
}

impl From<ActivityContent> for ContentForm {
    fn from(content: ActivityContent) -> Self {
        match content {
            ActivityContent::Text(text) => Self::Text(TextForm { body: text.body }),
            ActivityContent::CodeExercise(exercise) => Self::CodeExercise(CodeExerciseForm {
                instructions: exercise.task.instructions,
                language: exercise.task.language,
                starter_code: exercise.task.starter_code,
                goal: exercise.task.goal.into(),
                solution: exercise.solution,
            }),
            ActivityContent::Question(question) => Self::Question(question.into()),
            ActivityContent::CheckForUnderstanding(question) => {
                Self::CheckForUnderstanding(question.into())
            }
            ActivityContent::Prompt(prompt) => Self::Prompt(PromptForm {
                question: prompt.question,
            }),
        }
    }
}

impl From<CodeExerciseForm> for CodeExercise {
    fn from(form: CodeExerciseForm) -> Self {
        Self {
            task: CodeTask {
                instructions: form.instructions,
                language: form.language,
                starter_code: form.starter_code,
                goal: match form.goal {
                    GoalForm::Output(output) => CodeGoal::Output(output.0),
                    GoalForm::Checks(checks) => {
                        CodeGoal::Checks(checks.into_iter().map(|check| check.0).collect())
                    }
                },
            },
            solution: form.solution,
        }
    }
}

impl From<CodeGoal> for GoalForm {
    fn from(goal: CodeGoal) -> Self {
        match goal {
            CodeGoal::Output(output) => Self::Output(OutputText(output)),
            CodeGoal::Checks(checks) => Self::Checks(checks.into_iter().map(CheckText).collect()),
        }
    }
}

impl From<ChoiceQuestionForm> for ChoiceQuestion {
    fn from(form: ChoiceQuestionForm) -> Self {
        Self {
            question: form.question,
            choices: form.choices.into_iter().map(|choice| choice.0).collect(),
            key: AnswerKey {
                correct: form.correct.into_iter().map(|place| place.0).collect(),
                explanation: form.explanation,
            },
        }
    }
}

impl From<ChoiceQuestion> for ChoiceQuestionForm {
    fn from(question: ChoiceQuestion) -> Self {
        Self {
            question: question.question,
            choices: question.choices.into_iter().map(ChoiceText).collect(),
            correct: question.key.correct.into_iter().map(ChoicePlace).collect(),
            explanation: question.key.explanation,
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        courses::{content::ActivityContent, kind::ActivityKind},
        text_enum::TextEnum,
    };
    use serde_json::json;

    use super::{ContentForm, LessonForm};

    #[test]
    fn every_kind_is_written_with_its_word_and_reads_back() {
        let choice =
            json!({"question": "?", "choices": ["a", "b"], "correct": [0], "explanation": "."});
        let exercise = json!({
            "instructions": ".",
            "language": "python",
            "starter_code": "",
            "goal": {"checks": ["a"]},
        });
        for kind in ActivityKind::ALL {
            let mut content = match kind {
                ActivityKind::Text => json!({"body": "."}),
                ActivityKind::CodeExercise => exercise.clone(),
                ActivityKind::Question | ActivityKind::CheckForUnderstanding => choice.clone(),
                ActivityKind::Prompt => json!({"question": "?"}),
            };
            content["kind"] = kind.as_str().into();
            let form: ContentForm = serde_json::from_value(content).unwrap();
            let content = ActivityContent::from(form.clone());
            assert_eq!(content.kind(), *kind);
            assert_eq!(ContentForm::from(content), form);
        }
    }

    #[test]
    fn an_unknown_field_is_refused_on_every_level() {
        let lesson = json!({
            "slug": "a", "title": "A", "summary": "A.", "minutes": 30,
            "activities": [{"slug": "b", "title": "B", "content": {"kind": "text", "body": "."}}],
        });
        assert!(serde_json::from_value::<LessonForm>(lesson.clone()).is_ok());
        for place in ["", "/activities/0", "/activities/0/content"] {
            let mut misspelled = lesson.clone();
            misspelled.pointer_mut(place).unwrap()["hint"] = "x".into();
            assert!(
                serde_json::from_value::<LessonForm>(misspelled).is_err(),
                "{place}"
            );
        }
    }
}

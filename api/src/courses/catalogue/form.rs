//! How a course is written in the files of the catalogue. Unknown fields are refused, so that a
//! misspelled one is noticed.

use std::num::NonZeroU32;

use domain::{
    classes::grade_level::GradeLevel,
    courses::{
        content::{
            ActivityContent, AnswerKey, ChoiceQuestion, CodeExercise, CodeGoal, CodeTask, Prompt,
            Text,
        },
        grade_band::GradeBand,
        kind::CodeLanguage,
        outline::{Activity, Course, CourseDetails, Lesson, LessonDetails, Unit, UnitDetails},
    },
    words::Word,
};
use serde::{Deserialize, Deserializer, de::Error};

/// `course.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseForm {
    slug: String,
    pub(super) version: NonZeroU32,
    title: String,
    summary: String,
    language: String,
    grade_band: GradeBandForm,
    units: Vec<UnitForm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GradeBandForm {
    #[serde(deserialize_with = "word")]
    from: GradeLevel,
    #[serde(deserialize_with = "word")]
    to: GradeLevel,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitForm {
    slug: String,
    title: String,
    lessons: Vec<String>,
}

/// `lessons/NN-slug.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LessonForm {
    slug: String,
    title: String,
    summary: String,
    minutes: u16,
    activities: Vec<ActivityForm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActivityForm {
    slug: String,
    title: String,
    content: ContentForm,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum ContentForm {
    Text(TextForm),
    CodeExercise(CodeExerciseForm),
    Question(ChoiceQuestionForm),
    CheckForUnderstanding(ChoiceQuestionForm),
    Prompt(PromptForm),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextForm {
    body: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeExerciseForm {
    instructions: String,
    #[serde(deserialize_with = "word")]
    language: CodeLanguage,
    starter_code: String,
    goal: GoalForm,
    solution: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GoalForm {
    Output(String),
    Checks(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChoiceQuestionForm {
    question: String,
    choices: Vec<String>,
    correct: Vec<u8>,
    explanation: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PromptForm {
    question: String,
}

impl CourseForm {
    /// The course, with its lessons found by the names of their files.
    ///
    /// # Errors
    /// Those of finding a lesson.
    pub(super) fn into_course<E>(
        self,
        mut lesson: impl FnMut(&str) -> Result<LessonForm, E>,
    ) -> Result<Course, E> {
        let mut units = Vec::new();
        for unit in self.units {
            let lessons = unit
                .lessons
                .iter()
                .map(|name| lesson(name).map(Lesson::from));
            units.push(Unit {
                lessons: lessons.collect::<Result<_, E>>()?,
                details: UnitDetails {
                    slug: unit.slug,
                    title: unit.title,
                },
            });
        }
        Ok(Course {
            details: CourseDetails {
                slug: self.slug,
                title: self.title,
                summary: self.summary,
                language: self.language,
                grade_band: GradeBand {
                    from: self.grade_band.from,
                    to: self.grade_band.to,
                },
            },
            units,
        })
    }
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

impl From<CodeExerciseForm> for CodeExercise {
    fn from(form: CodeExerciseForm) -> Self {
        Self {
            task: CodeTask {
                instructions: form.instructions,
                language: form.language,
                starter_code: form.starter_code,
                goal: match form.goal {
                    GoalForm::Output(output) => CodeGoal::Output(output),
                    GoalForm::Checks(checks) => CodeGoal::Checks(checks),
                },
            },
            solution: form.solution,
        }
    }
}

impl From<ChoiceQuestionForm> for ChoiceQuestion {
    fn from(form: ChoiceQuestionForm) -> Self {
        Self {
            question: form.question,
            choices: form.choices,
            key: AnswerKey {
                correct: form.correct,
                explanation: form.explanation,
            },
        }
    }
}

/// Reads a word of a closed vocabulary.
fn word<'de, D: Deserializer<'de>, W: Word>(deserializer: D) -> Result<W, D::Error> {
    let text = String::deserialize(deserializer)?;
    W::parse(&text).ok_or_else(|| D::Error::custom(format_args!("not a {}", W::VOCABULARY)))
}

#[cfg(test)]
mod tests {
    use domain::{
        courses::{content::ActivityContent, kind::ActivityKind},
        words::Word,
    };
    use serde_json::json;

    use super::{ContentForm, LessonForm};

    #[test]
    fn every_kind_is_written_with_its_word() {
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
            assert_eq!(ActivityContent::from(form).kind(), *kind);
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

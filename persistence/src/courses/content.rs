//! How an activity's content stands in its column: one JSON object, tagged by kind, with whatever
//! is kept for teachers and for marking.

use domain::{
    courses::{
        content::{
            ActivityContent, AnswerKey, ChoiceQuestion, CodeExercise, CodeGoal, CodeTask, Prompt,
            Text,
        },
        kind::CodeLanguage,
    },
    text_enum::TextEnum,
};
use serde::{Deserialize, Serialize};

use crate::error::DbError;

const UNREADABLE: DbError = DbError::Corrupt("an activity's content does not read back");

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Stored {
    Text {
        body: String,
    },
    CodeExercise {
        instructions: String,
        language: String,
        starter_code: String,
        goal: StoredGoal,
        solution: Option<String>,
    },
    Question(StoredChoices),
    CheckForUnderstanding(StoredChoices),
    Prompt {
        question: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredGoal {
    Output(String),
    Checks(Vec<String>),
}

#[derive(Serialize, Deserialize)]
struct StoredChoices {
    question: String,
    choices: Vec<String>,
    correct: Vec<u8>,
    explanation: String,
}

/// The written form of a content.
///
/// # Errors
/// None in practice: every content has one.
pub(super) fn encode(content: &ActivityContent) -> Result<String, DbError> {
    serde_json::to_string(&Stored::from(content)).map_err(|_| UNREADABLE)
}

/// The content that was written so.
///
/// # Errors
/// [`DbError::Corrupt`] if the column holds something else.
pub(super) fn decode(written: &str) -> Result<ActivityContent, DbError> {
    let stored: Stored = serde_json::from_str(written).map_err(|_| UNREADABLE)?;
    stored.content()
}

impl From<&ActivityContent> for Stored {
    fn from(content: &ActivityContent) -> Self {
        match content {
            ActivityContent::Text(text) => Self::Text {
                body: text.body.clone(),
            },
            ActivityContent::CodeExercise(exercise) => Self::CodeExercise {
                instructions: exercise.task.instructions.clone(),
                language: exercise.task.language.as_str().to_owned(),
                starter_code: exercise.task.starter_code.clone(),
                goal: match &exercise.task.goal {
                    CodeGoal::Output(output) => StoredGoal::Output(output.clone()),
                    CodeGoal::Checks(checks) => StoredGoal::Checks(checks.clone()),
                },
                solution: exercise.solution.clone(),
            },
            ActivityContent::Question(question) => Self::Question(question.into()),
            ActivityContent::CheckForUnderstanding(question) => {
                Self::CheckForUnderstanding(question.into())
            }
            ActivityContent::Prompt(prompt) => Self::Prompt {
                question: prompt.question.clone(),
            },
        }
    }
}

impl Stored {
    fn content(self) -> Result<ActivityContent, DbError> {
        Ok(match self {
            Self::Text { body } => ActivityContent::Text(Text { body }),
            Self::CodeExercise {
                instructions,
                language,
                starter_code,
                goal,
                solution,
            } => ActivityContent::CodeExercise(CodeExercise {
                task: CodeTask {
                    instructions,
                    language: CodeLanguage::parse(&language).ok_or(UNREADABLE)?,
                    starter_code,
                    goal: match goal {
                        StoredGoal::Output(output) => CodeGoal::Output(output),
                        StoredGoal::Checks(checks) => CodeGoal::Checks(checks),
                    },
                },
                solution,
            }),
            Self::Question(question) => ActivityContent::Question(question.into()),
            Self::CheckForUnderstanding(question) => {
                ActivityContent::CheckForUnderstanding(question.into())
            }
            Self::Prompt { question } => ActivityContent::Prompt(Prompt { question }),
        })
    }
}

impl From<&ChoiceQuestion> for StoredChoices {
    fn from(question: &ChoiceQuestion) -> Self {
        Self {
            question: question.question.clone(),
            choices: question.choices.clone(),
            correct: question.key.correct.clone(),
            explanation: question.key.explanation.clone(),
        }
    }
}

impl From<StoredChoices> for ChoiceQuestion {
    fn from(stored: StoredChoices) -> Self {
        Self {
            question: stored.question,
            choices: stored.choices,
            key: AnswerKey {
                correct: stored.correct,
                explanation: stored.explanation,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::courses::content::{
        ActivityContent, AnswerKey, ChoiceQuestion, CodeExercise, CodeGoal, CodeTask, Prompt, Text,
    };
    use domain::courses::kind::CodeLanguage;

    use super::{decode, encode};

    #[test]
    fn every_kind_of_content_reads_back_as_it_was_written() {
        let question = ChoiceQuestion {
            question: "Which?".to_owned(),
            choices: vec!["a".to_owned(), "b".to_owned()],
            key: AnswerKey {
                correct: vec![1],
                explanation: "Because.".to_owned(),
            },
        };
        let exercise = |goal, solution| {
            ActivityContent::CodeExercise(CodeExercise {
                task: CodeTask {
                    instructions: "Print.".to_owned(),
                    language: CodeLanguage::Blocks,
                    starter_code: String::new(),
                    goal,
                },
                solution,
            })
        };
        for content in [
            ActivityContent::Text(Text {
                body: "Read \"this\".\n".to_owned(),
            }),
            exercise(CodeGoal::Output("1\n".to_owned()), Some("x".to_owned())),
            exercise(CodeGoal::Checks(vec!["It prints.".to_owned()]), None),
            ActivityContent::Question(question.clone()),
            ActivityContent::CheckForUnderstanding(question),
            ActivityContent::Prompt(Prompt {
                question: "How was it?".to_owned(),
            }),
        ] {
            assert_eq!(decode(&encode(&content).unwrap()).unwrap(), content);
        }
    }

    #[test]
    fn a_content_of_no_known_kind_is_not_guessed_at() {
        assert!(decode(r#"{"kind":"film","body":"."}"#).is_err());
    }
}

//! What an activity holds. What a learner is shown and what is kept for teachers and for marking
//! (sample solutions, the key of a question) stand in types of their own.

use super::{
    bounds,
    fields::Presence,
    kind::{ActivityKind, CodeLanguage},
    violation::{Check, Report, ViolationCode},
};

/// The content of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActivityContent {
    /// A text to read.
    Text(Text),
    /// A programming exercise.
    CodeExercise(CodeExercise),
    /// A question to think about.
    Question(ChoiceQuestion),
    /// A question that shows what has been understood.
    CheckForUnderstanding(ChoiceQuestion),
    /// A question about how something felt.
    Prompt(Prompt),
}

/// A text to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Markdown.
    pub body: String,
}

/// A programming exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeExercise {
    /// What the learner is shown.
    pub task: CodeTask,
    /// One program that solves the task; for teachers only.
    pub solution: Option<String>,
}

/// A code exercise as learners see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeTask {
    /// What to do, in Markdown.
    pub instructions: String,
    /// The language to write in.
    pub language: CodeLanguage,
    /// What stands in the editor at the start; may be empty.
    pub starter_code: String,
    /// When the task is solved.
    pub goal: CodeGoal,
}

/// When a code exercise is solved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeGoal {
    /// The program prints exactly this; the last line break does not matter.
    Output(String),
    /// The program does each of these things, described in plain words.
    Checks(Vec<String>),
}

/// A multiple-choice question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceQuestion {
    /// The question, in Markdown.
    pub question: String,
    /// The choices, in Markdown; [`bounds::CHOICES_MIN`] to [`bounds::CHOICES_MAX`], all different.
    pub choices: Vec<String>,
    /// What is right, and why; not shown before the learner has answered.
    pub key: AnswerKey,
}

/// What is right, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerKey {
    /// The places of the right choices, counted from 0; at least one, none twice.
    pub correct: Vec<u8>,
    /// Why they are right, in Markdown.
    pub explanation: String,
}

/// An open question about attitudes. Nothing is right or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// The question, in Markdown.
    pub question: String,
}

impl ActivityContent {
    /// The kind of the activity.
    pub const fn kind(&self) -> ActivityKind {
        match self {
            Self::Text(_) => ActivityKind::Text,
            Self::CodeExercise(_) => ActivityKind::CodeExercise,
            Self::Question(_) => ActivityKind::Question,
            Self::CheckForUnderstanding(_) => ActivityKind::CheckForUnderstanding,
            Self::Prompt(_) => ActivityKind::Prompt,
        }
    }
}

impl Check for ActivityContent {
    fn check(&self, report: &mut Report) {
        match self {
            Self::Text(text) => {
                report.field("body", |report| {
                    report.markdown(&text.body, bounds::BODY_MAX);
                });
            }
            Self::CodeExercise(exercise) => exercise.check(report),
            Self::Question(question) | Self::CheckForUnderstanding(question) => {
                question.check(report);
            }
            Self::Prompt(prompt) => report.field("question", |report| {
                report.markdown(&prompt.question, bounds::QUESTION_MAX);
            }),
        }
    }
}

impl Check for CodeExercise {
    fn check(&self, report: &mut Report) {
        let task = &self.task;
        report.field("instructions", |report| {
            report.markdown(&task.instructions, bounds::INSTRUCTIONS_MAX);
        });
        report.field("starter_code", |report| {
            report.verbatim(&task.starter_code, bounds::CODE_MAX, Presence::Optional);
        });
        report.field("goal", |report| task.goal.check(report));
        if let Some(solution) = &self.solution {
            report.field("solution", |report| {
                report.verbatim(solution, bounds::CODE_MAX, Presence::Required);
            });
        }
    }
}

impl Check for CodeGoal {
    fn check(&self, report: &mut Report) {
        match self {
            Self::Output(output) => report.field("output", |report| {
                report.verbatim(output, bounds::OUTPUT_MAX, Presence::Required);
            }),
            Self::Checks(checks) => report.field("checks", |report| {
                report.count(checks.len(), 1, bounds::CHECKS_MAX);
                report.entries(checks, |report, check| {
                    report.line(check, bounds::CHECK_MAX);
                });
            }),
        }
    }
}

impl Check for ChoiceQuestion {
    fn check(&self, report: &mut Report) {
        report.field("question", |report| {
            report.markdown(&self.question, bounds::QUESTION_MAX);
        });
        report.field("choices", |report| {
            report.count(self.choices.len(), bounds::CHOICES_MIN, bounds::CHOICES_MAX);
            let mut seen = Vec::new();
            report.entries(&self.choices, |report, choice| {
                report.markdown(choice, bounds::CHOICE_MAX);
                report.unseen(choice.trim().to_owned(), &mut seen);
            });
        });
        report.field("correct", |report| {
            report.count(self.key.correct.len(), 1, bounds::CHOICES_MAX);
            let mut seen = Vec::new();
            report.entries(&self.key.correct, |report, place| {
                if usize::from(*place) >= self.choices.len() {
                    report.add(ViolationCode::OutOfRange);
                }
                report.unseen(*place, &mut seen);
            });
        });
        report.field("explanation", |report| {
            report.markdown(&self.key.explanation, bounds::EXPLANATION_MAX);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{
        ActivityContent, AnswerKey, ChoiceQuestion, CodeExercise, CodeGoal, CodeTask, Prompt, Text,
    };
    use crate::courses::{
        Valid,
        ViolationCode::{self, Duplicate, Html, OutOfRange, Required, TooFew, TooLong, TooMany},
        bounds,
        kind::CodeLanguage,
    };

    fn question(choices: &[&str], correct: &[u8]) -> ActivityContent {
        ActivityContent::Question(ChoiceQuestion {
            question: "Which one repeats?".to_owned(),
            choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
            key: AnswerKey {
                correct: correct.to_vec(),
                explanation: "A loop repeats.".to_owned(),
            },
        })
    }

    fn exercise(goal: CodeGoal) -> ActivityContent {
        ActivityContent::CodeExercise(CodeExercise {
            task: CodeTask {
                instructions: "Print 1.".to_owned(),
                language: CodeLanguage::Python,
                starter_code: String::new(),
                goal,
            },
            solution: Some("print(1)".to_owned()),
        })
    }

    fn refused(content: ActivityContent, expected: &[(&str, ViolationCode)]) {
        assert_eq!(Valid::check(content).unwrap_err().pairs(), expected);
    }

    #[test]
    fn a_question_has_two_to_six_different_choices_and_a_key_among_them() {
        for (choices, correct) in [
            (&["loop", "line"][..], &[0][..]),
            (&["1", "2", "3", "4", "5", "6"], &[5, 0]),
        ] {
            assert!(Valid::check(question(choices, correct)).is_ok());
        }
        refused(question(&["loop"], &[0]), &[("/choices", TooFew)]);
        refused(
            question(&["1", "2", "3", "4", "5", "6", "7"], &[0]),
            &[("/choices", TooMany)],
        );
        refused(
            question(&["loop", " loop"], &[0]),
            &[("/choices/1", Duplicate)],
        );
        refused(question(&["loop", "line"], &[]), &[("/correct", TooFew)]);
        refused(
            question(&["loop", "line"], &[2]),
            &[("/correct/0", OutOfRange)],
        );
        refused(
            question(&["loop", "line"], &[1, 1]),
            &[("/correct/1", Duplicate)],
        );
    }

    #[test]
    fn a_code_exercise_says_when_it_is_solved() {
        assert!(Valid::check(exercise(CodeGoal::Output("1\n".to_owned()))).is_ok());
        assert!(Valid::check(exercise(CodeGoal::Checks(vec!["It prints 1.".to_owned()]))).is_ok());
        refused(
            exercise(CodeGoal::Output(String::new())),
            &[("/goal/output", Required)],
        );
        refused(
            exercise(CodeGoal::Checks(Vec::new())),
            &[("/goal/checks", TooFew)],
        );
        refused(
            exercise(CodeGoal::Checks(vec![
                "Fine.".to_owned(),
                "It prints <b>.".to_owned(),
            ])),
            &[("/goal/checks/1", Html)],
        );
    }

    #[test]
    fn reading_and_prompts_need_words_within_their_bounds() {
        let text = |body: String| ActivityContent::Text(Text { body });
        assert!(Valid::check(text("é".repeat(bounds::BODY_MAX))).is_ok());
        refused(
            text("é".repeat(bounds::BODY_MAX + 1)),
            &[("/body", TooLong)],
        );
        refused(
            ActivityContent::Prompt(Prompt {
                question: "\n".to_owned(),
            }),
            &[("/question", Required)],
        );
    }
}

//! Marking an answer to a multiple-choice question by its key (LRN-01).

use std::{collections::BTreeSet, fmt};

use thiserror::Error;

use super::content::{ActivityContent, AnswerKey, ChoiceQuestion};

/// The places of the choices that a learner chose, counted from 0: at least one, none twice. Which
/// ones is never shown to a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Chosen(BTreeSet<u8>);

/// Why a list of places is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoAnswer {
    /// Nothing was chosen.
    #[error("at least one choice is required")]
    Nothing,
    /// A choice was chosen twice.
    #[error("a choice is given twice")]
    Twice,
}

impl Chosen {
    /// Takes a list of places, in whatever order they were chosen.
    pub fn new(places: &[u8]) -> Result<Self, NoAnswer> {
        let chosen: BTreeSet<u8> = places.iter().copied().collect();
        if chosen.is_empty() {
            Err(NoAnswer::Nothing)
        } else if chosen.len() < places.len() {
            Err(NoAnswer::Twice)
        } else {
            Ok(Self(chosen))
        }
    }

    /// The places, the first in the question first.
    pub fn places(&self) -> Vec<u8> {
        self.0.iter().copied().collect()
    }
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Chosen({} choices)", self.0.len())
    }
}

/// How an answer is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It chooses every right choice and no other.
    Right,
    /// It does not.
    Wrong,
}

/// An answer chooses something that the question does not offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the question has no such choice")]
pub struct NoSuchChoice;

/// What answers to one question are marked by, without the question itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    choices: usize,
    key: AnswerKey,
}

impl Marking {
    /// Marks an answer. It is right as a whole or wrong as a whole.
    pub fn mark(&self, chosen: &Chosen) -> Result<Mark, NoSuchChoice> {
        if chosen
            .0
            .iter()
            .any(|place| usize::from(*place) >= self.choices)
        {
            return Err(NoSuchChoice);
        }
        let right: BTreeSet<u8> = self.key.correct.iter().copied().collect();
        Ok(if chosen.0 == right {
            Mark::Right
        } else {
            Mark::Wrong
        })
    }

    /// Why the right choices are right, in Markdown; for the person who has answered.
    pub fn explanation(&self) -> &str {
        &self.key.explanation
    }
}

impl From<&ChoiceQuestion> for Marking {
    fn from(question: &ChoiceQuestion) -> Self {
        Self {
            choices: question.choices.len(),
            key: question.key.clone(),
        }
    }
}

impl ActivityContent {
    /// What answers to it are marked by, if it is a question with a key.
    pub fn marking(&self) -> Option<Marking> {
        match self {
            Self::Question(question) | Self::CheckForUnderstanding(question) => {
                Some(question.into())
            }
            Self::Text(_) | Self::CodeExercise(_) | Self::Prompt(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four choices, of which 0 and 2 are right.
    fn marking() -> Marking {
        let question = ChoiceQuestion {
            question: "Which ones repeat?".to_owned(),
            choices: ["for", "if", "while", "def"].map(str::to_owned).to_vec(),
            key: AnswerKey {
                correct: vec![2, 0],
                explanation: "Loops repeat.".to_owned(),
            },
        };
        ActivityContent::Question(question).marking().unwrap()
    }

    #[test]
    fn an_answer_is_right_when_it_chooses_all_that_is_right_and_nothing_else() {
        let table: [(&[u8], Result<Mark, NoSuchChoice>); 7] = [
            (&[0, 2], Ok(Mark::Right)),
            (&[2, 0], Ok(Mark::Right)),
            (&[0], Ok(Mark::Wrong)),
            (&[0, 1, 2], Ok(Mark::Wrong)),
            (&[1], Ok(Mark::Wrong)),
            (&[4], Err(NoSuchChoice)),
            (&[0, 2, 255], Err(NoSuchChoice)),
        ];
        for (places, expected) in table {
            let chosen = Chosen::new(places).unwrap();
            assert_eq!(marking().mark(&chosen), expected, "{places:?}");
        }
    }

    #[test]
    fn an_answer_chooses_something_and_nothing_twice() {
        assert_eq!(Chosen::new(&[]), Err(NoAnswer::Nothing));
        assert_eq!(Chosen::new(&[1, 1]), Err(NoAnswer::Twice));
        assert_eq!(Chosen::new(&[3, 1]).unwrap().places(), [1, 3]);
    }

    #[test]
    fn what_a_learner_chose_does_not_show_itself_to_a_log() {
        let chosen = Chosen::new(&[3, 1]).unwrap();
        assert_eq!(format!("{chosen:?}"), "Chosen(2 choices)");
    }
}

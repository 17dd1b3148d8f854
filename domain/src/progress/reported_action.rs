//! What a client says that its learner did, before the key of a question has said how it went.

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::event::{Attempt, LearnerAction, Subject};
use crate::{
    courses::marking::{Chosen, Marking, NoSuchChoice},
    ids::{ActivityId, ProgressEventId},
};

/// What a client reports: something that happened, or an answer that is not marked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportedAction {
    /// It happened as it is reported.
    Did(LearnerAction),
    /// A question was answered; whether rightly, its key says and not the client.
    Answered(ActivityId, Chosen),
}

/// Why an answer cannot be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unmarkable {
    /// The activity is no question with choices.
    #[error("the activity has no choices")]
    NotAQuestion,
    /// The question does not offer what was chosen.
    #[error(transparent)]
    NoSuchChoice(#[from] NoSuchChoice),
}

impl ReportedAction {
    /// What it is about.
    pub const fn subject(&self) -> Subject {
        match self {
            Self::Did(action) => action.subject(),
            Self::Answered(activity, _) => Subject::Activity(*activity),
        }
    }

    /// What happened, with an answer marked by the key of the activity, if it has one.
    pub fn action(&self, marking: Option<&Marking>) -> Result<LearnerAction, Unmarkable> {
        match self {
            Self::Did(action) => Ok(action.clone()),
            Self::Answered(activity, chosen) => {
                let mark = marking.ok_or(Unmarkable::NotAQuestion)?.mark(chosen)?;
                let attempt = Attempt::Answered(chosen.clone(), mark);
                Ok(LearnerAction::Attempted(*activity, attempt))
            }
        }
    }
}

/// A claim, with the id that the client gave it and the instant at which it says that it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedEvent {
    /// The id.
    pub id: ProgressEventId,
    /// When it happened, by the client's clock.
    pub occurred_at: DateTime<Utc>,
    /// What happened.
    pub claim: ReportedAction,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        courses::content::{AnswerKey, ChoiceQuestion},
        progress::event::Outcome,
    };

    fn activity() -> ActivityId {
        ActivityId::from_uuid(Uuid::from_u128(1))
    }

    fn answered(places: &[u8]) -> ReportedAction {
        ReportedAction::Answered(activity(), Chosen::new(places).unwrap())
    }

    /// Two choices, of which the second is right.
    fn marking() -> Marking {
        Marking::from(&ChoiceQuestion {
            question: "Which one repeats?".to_owned(),
            choices: vec!["if".to_owned(), "for".to_owned()],
            key: AnswerKey {
                correct: vec![1],
                explanation: "A loop repeats.".to_owned(),
            },
        })
    }

    #[test]
    fn an_answer_goes_as_its_key_says() {
        for (place, outcome) in [(1, Outcome::Passed), (0, Outcome::Failed)] {
            let action = answered(&[place]).action(Some(&marking())).unwrap();
            let LearnerAction::Attempted(about, attempt) = action else {
                panic!("an answer is an attempt")
            };
            assert_eq!((about, attempt.outcome()), (activity(), outcome));
        }
    }

    #[test]
    fn where_there_is_no_key_and_no_choice_nothing_is_marked() {
        assert_eq!(answered(&[1]).action(None), Err(Unmarkable::NotAQuestion));
        let beyond = Err(Unmarkable::NoSuchChoice(NoSuchChoice));
        assert_eq!(answered(&[2]).action(Some(&marking())), beyond);
    }

    #[test]
    fn what_happened_as_it_is_reported_needs_no_key() {
        let done = LearnerAction::Completed(activity());
        assert_eq!(ReportedAction::Did(done.clone()).action(None), Ok(done));
    }
}

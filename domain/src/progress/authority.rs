//! Whether a school's agreement lets a learner's event be recorded (SCH-02, SCH-06).
//!
//! An agreement that ended lets nothing new be collected, at once; one that never listed a category
//! never lets it be. An event is collected when it arrives and tells of when it happened, so there
//! must be an agreement at both instants.

use chrono::{DateTime, Utc};

use super::event::{Attempt, LearnerAction};
use crate::{
    category::Category,
    ids::AgreementId,
    organizations::{
        authorization::{AuthorizingSchool, MissingCondition},
        purpose::Purpose,
    },
};

/// The categories of personal data to which an event adds (rules §0.2: D6, D7, D8a, D8b).
pub const fn categories_of(action: &LearnerAction) -> &'static [Category] {
    match action {
        LearnerAction::LessonOpened(_)
        | LearnerAction::Completed(_)
        | LearnerAction::TimeSpent(..)
        | LearnerAction::Attempted(_, Attempt::Ran(_, None)) => &[Category::Progress],
        LearnerAction::Attempted(_, Attempt::Ran(_, Some(_))) => {
            &[Category::Progress, Category::Work]
        }
        LearnerAction::Attempted(_, Attempt::Answered(..)) => {
            &[Category::Progress, Category::CheckAnswer]
        }
        LearnerAction::PromptAnswered(..) => &[Category::Progress, Category::AttitudinalAnswer],
    }
}

/// The agreement of the school under which an event is recorded that happened at one instant and
/// arrived at another, or the first condition that the newest of them lacks.
pub fn authority(
    school: &AuthorizingSchool,
    action: &LearnerAction,
    occurred_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<AgreementId, MissingCondition> {
    let categories = categories_of(action);
    school.covers(Purpose::Learning, categories, occurred_at)?;
    school.covers(Purpose::Learning, categories, now)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono_tz::Tz;
    use uuid::Uuid;

    use super::*;
    use crate::{
        courses::marking::{Chosen, Mark},
        ids::{ActivityId, LessonId},
        organizations::{
            agreement::{Agreement, AgreementState, SignatoryRole, Signature, Surveys, Term},
            authorization::SchoolEvidence,
            consent_mode::ConsentMode,
            notice::DeliveredNotice,
        },
        progress::{
            event::{Outcome, Subject, TimeOnTask},
            work::Work,
        },
    };

    fn activity() -> ActivityId {
        ActivityId::from_uuid(Uuid::from_u128(1))
    }

    fn attempted(attempt: Attempt) -> LearnerAction {
        LearnerAction::Attempted(activity(), attempt)
    }

    /// Every action, with the category that it needs beside progress.
    fn actions() -> Vec<(LearnerAction, Option<Category>)> {
        let work = || Work::new("x".into()).unwrap();
        let minute = TimeOnTask::from_seconds(60).unwrap();
        let subject = Subject::Activity(activity());
        let answer = Attempt::Answered(Chosen::new(&[0]).unwrap(), Mark::Wrong);
        vec![
            (
                LearnerAction::LessonOpened(LessonId::from_uuid(Uuid::from_u128(2))),
                None,
            ),
            (LearnerAction::Completed(activity()), None),
            (LearnerAction::TimeSpent(subject, minute), None),
            (attempted(Attempt::Ran(Outcome::Failed, None)), None),
            (
                attempted(Attempt::Ran(Outcome::Failed, Some(work()))),
                Some(Category::Work),
            ),
            (attempted(answer), Some(Category::CheckAnswer)),
            (
                LearnerAction::PromptAnswered(activity(), work()),
                Some(Category::AttitudinalAnswer),
            ),
        ]
    }

    fn agreement(number: u128, begins_on: &str, ends_on: &str, lists: &[Category]) -> Agreement {
        let date = |text: &str| text.parse().unwrap();
        Agreement {
            id: AgreementId::from_uuid(Uuid::from_u128(number)),
            state: AgreementState::Active,
            signature: Some(Signature {
                role: SignatoryRole::Superintendent,
                signed_on: date(begins_on),
            }),
            term: Term::new(date(begins_on), date(ends_on)).unwrap(),
            schedule: lists.iter().copied().collect::<BTreeSet<_>>(),
            surveys: Surveys::Excluded,
            purge_within_days: 60,
            time_zone: Some(Tz::America__Los_Angeles),
        }
    }

    fn school(agreements: Vec<Agreement>) -> AuthorizingSchool {
        let told_at = instant("2026-07-01T15:00:00Z");
        let notice = DeliveredNotice {
            major: 1,
            delivered_at: told_at,
            acknowledged_at: Some(told_at),
        };
        AuthorizingSchool {
            agreements,
            evidence: SchoolEvidence::in_this_build(ConsentMode::SchoolAuthorization, vec![notice]),
        }
    }

    fn of_the_year(lists: &[Category]) -> Agreement {
        agreement(1, "2026-08-01", "2027-07-01", lists)
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn in_september() -> DateTime<Utc> {
        instant("2026-09-21T15:00:00Z")
    }

    #[test]
    fn an_event_needs_progress_and_the_category_of_what_was_written() {
        for (action, category) in actions() {
            let needed: Vec<Category> = [Some(Category::Progress), category]
                .into_iter()
                .flatten()
                .collect();
            let judge = |lists: &[Category]| {
                authority(
                    &school(vec![of_the_year(lists)]),
                    &action,
                    in_september(),
                    in_september(),
                )
            };
            assert!(judge(&needed).is_ok(), "{action:?}");
            for lacking in &needed {
                let thin: Vec<Category> =
                    needed.iter().copied().filter(|it| it != lacking).collect();
                let refused = Err(MissingCondition::DataSchedule);
                assert_eq!(judge(&thin), refused, "{action:?} {lacking:?}");
            }
        }
    }

    #[test]
    fn what_happened_or_arrives_without_an_agreement_is_not_recorded() {
        let (begins, ends) = (
            instant("2026-08-01T07:00:00Z"),
            instant("2027-07-01T07:00:00Z"),
        );
        let second = chrono::TimeDelta::seconds(1);
        let action = LearnerAction::Completed(activity());
        let cases = [
            (begins, begins, true),
            (begins - second, begins, false),
            (ends - second, ends - second, true),
            (ends - second, ends, false),
        ];
        for (occurred_at, now, recorded) in cases {
            let school = school(vec![of_the_year(&[Category::Progress])]);
            let verdict = authority(&school, &action, occurred_at, now);
            assert_eq!(verdict.is_ok(), recorded, "{occurred_at} {now}");
        }
    }

    #[test]
    fn it_is_recorded_under_the_agreement_that_holds_when_it_arrives() {
        let lists = [Category::Progress];
        let (newer, older) = (
            agreement(2, "2027-07-01", "2028-07-01", &lists),
            of_the_year(&lists),
        );
        let renewed = school(vec![newer.clone(), older.clone()]);
        let (june, july) = (
            instant("2027-06-30T20:00:00Z"),
            instant("2027-07-02T20:00:00Z"),
        );
        let action = LearnerAction::Completed(activity());
        assert_eq!(authority(&renewed, &action, june, july), Ok(newer.id));
        assert_eq!(authority(&renewed, &action, june, june), Ok(older.id));
    }

    #[test]
    fn a_school_without_an_agreement_records_nothing() {
        let action = LearnerAction::Completed(activity());
        let refused = authority(&school(Vec::new()), &action, in_september(), in_september());
        assert_eq!(refused, Err(MissingCondition::ActiveAgreement));
    }
}

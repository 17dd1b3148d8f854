//! What happens because a person has reached an age (AGE-11).
//!
//! A transition that fired stays fired (G-10). Data that was collected from a child stays a child's
//! data until it is deleted, however old the person becomes (16 CFR 312.6, 312.10).

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};

use super::{band::AgeBand, birthday::birthday};
use crate::{accounts::context::AccountContext, parameters::ages::AgeParameters};

crate::text_enum! {
    /// What a person reaches. The order is the one in which transitions of one day are emitted.
    pub enum Milestone {
        /// The age from which on they are no child.
        NoLongerChild = "no_longer_child",
        /// The age from which on they consent alone, where it is a later one.
        DigitalConsent = "digital_consent",
        /// The age up to which a sale would need an opt-in.
        SaleOptIn = "sale_opt_in",
        /// The age of an adult.
        Adult = "adult",
        /// Attendance of a postsecondary institution, at any age.
        Postsecondary = "postsecondary",
    }
}

crate::text_enum! {
    /// Whether a milestone is ahead or reached.
    pub enum TransitionStage {
        /// It was announced.
        Announced = "announced",
        /// It is reached.
        Reached = "reached",
    }
}

/// What is emitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TransitionKind {
    /// The announcement of a milestone.
    Announced(Milestone),
    /// The milestone itself.
    Reached(Milestone),
}

impl TransitionKind {
    /// The transition of a milestone at a stage.
    pub const fn of(stage: TransitionStage, milestone: Milestone) -> Self {
        match stage {
            TransitionStage::Announced => Self::Announced(milestone),
            TransitionStage::Reached => Self::Reached(milestone),
        }
    }

    /// The stage of which milestone it is.
    pub const fn parts(self) -> (TransitionStage, Milestone) {
        match self {
            Self::Announced(milestone) => (TransitionStage::Announced, milestone),
            Self::Reached(milestone) => (TransitionStage::Reached, milestone),
        }
    }
}

/// A transition, with the day on which it takes effect, however late the job ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The legal day (AGE-02).
    pub on: NaiveDate,
    /// What happens.
    pub kind: TransitionKind,
}

/// What the transitions of a person depend on.
#[derive(Clone, Copy, Debug)]
pub struct TransitionFacts<'a> {
    /// The youngest date of birth that the evidence allows. Without one no age is ever reached.
    pub dob: Option<NaiveDate>,
    /// The age at which the person consents alone.
    pub dca: u8,
    /// From which day on a school's records say that the person attends a postsecondary institution.
    pub postsecondary_from: Option<NaiveDate>,
    /// What has fired before.
    pub fired: &'a BTreeSet<TransitionKind>,
    /// How long before it a milestone is announced.
    pub announced_before: TimeDelta,
}

/// The transitions that fire after one day and up to another, in the order of their days (AGE-11).
pub fn transitions(
    facts: &TransitionFacts<'_>,
    last_run: NaiveDate,
    today: NaiveDate,
    parameters: &AgeParameters,
) -> Vec<Transition> {
    let mut due: Vec<Transition> = milestones(facts, parameters)
        .flat_map(|(on, milestone)| {
            let announced = on
                .checked_sub_signed(facts.announced_before)
                .filter(|_| is_announced(milestone))
                .map(|on| Transition {
                    on,
                    kind: TransitionKind::Announced(milestone),
                });
            let reached = Transition {
                on,
                kind: TransitionKind::Reached(milestone),
            };
            announced.into_iter().chain([reached])
        })
        .filter(|transition| last_run < transition.on && transition.on <= today)
        .filter(|transition| !facts.fired.contains(&transition.kind))
        .collect();
    due.sort_by_key(|transition| (transition.on, transition.kind));
    due
}

/// The transition that fires next after a day.
pub fn next_transition(
    facts: &TransitionFacts<'_>,
    today: NaiveDate,
    parameters: &AgeParameters,
) -> Option<Transition> {
    transitions(facts, today, NaiveDate::MAX, parameters)
        .into_iter()
        .next()
}

/// The transitions that fired and fire by the present evidence too, with the days on which they do: a
/// correction of the date of birth takes the others back, which nothing else does (G-10).
pub fn upheld(
    facts: &TransitionFacts<'_>,
    today: NaiveDate,
    parameters: &AgeParameters,
) -> Vec<Transition> {
    let anew = TransitionFacts {
        fired: &BTreeSet::new(),
        ..*facts
    };
    let mut due = transitions(&anew, NaiveDate::MIN, today, parameters);
    due.retain(|transition| facts.fired.contains(&transition.kind));
    due
}

fn milestones(
    facts: &TransitionFacts<'_>,
    parameters: &AgeParameters,
) -> impl Iterator<Item = (NaiveDate, Milestone)> {
    let child_under = parameters.child_under.value;
    let dca = (facts.dca > child_under).then_some((facts.dca, Milestone::DigitalConsent));
    let of_age = [
        Some((child_under, Milestone::NoLongerChild)),
        dca,
        Some((parameters.sale_opt_in.value, Milestone::SaleOptIn)),
        Some((parameters.adult.value, Milestone::Adult)),
    ];
    let postsecondary = facts
        .postsecondary_from
        .map(|on| (on, Milestone::Postsecondary));
    facts
        .dob
        .into_iter()
        .flat_map(move |dob| {
            of_age
                .into_iter()
                .flatten()
                .map(move |(years, milestone)| (birthday(dob, years), milestone))
        })
        .chain(postsecondary)
}

fn is_announced(milestone: Milestone) -> bool {
    match milestone {
        Milestone::NoLongerChild | Milestone::DigitalConsent | Milestone::Adult => true,
        Milestone::SaleOptIn | Milestone::Postsecondary => false,
    }
}

/// What a milestone changes for an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing: the school's basis goes on, or no rule depends on it.
    Nothing,
    /// New data is no longer a child's; the school's basis goes on, and parents review until the
    /// person is an adult.
    NoLongerTagged,
    /// The person is asked for the policies and each optional consent (AGE-12, AGE-13).
    PersonIsAsked,
    /// The rights over education records pass to the student (AGE-14).
    RightsPass,
    /// The parent's link ends, and the person's own consents count alone.
    ParentLinkEnds,
    /// The rights over the records of that institution pass (AGE-15).
    RightsAtInstitutionPass,
}

/// What a milestone changes for an account (AGE-11).
pub fn effect(milestone: Milestone, context: AccountContext) -> Effect {
    use AccountContext::{HomeManaged, Parent, SchoolManaged, SelfRegistered, Staff};
    match (milestone, context) {
        (_, Staff | Parent)
        | (Milestone::SaleOptIn, _)
        | (Milestone::DigitalConsent, SchoolManaged)
        | (Milestone::Postsecondary, HomeManaged | SelfRegistered) => Effect::Nothing,
        (Milestone::NoLongerChild, SchoolManaged) => Effect::NoLongerTagged,
        (Milestone::NoLongerChild | Milestone::DigitalConsent, HomeManaged | SelfRegistered) => {
            Effect::PersonIsAsked
        }
        (Milestone::Adult, SchoolManaged) => Effect::RightsPass,
        (Milestone::Adult, HomeManaged | SelfRegistered) => Effect::ParentLinkEnds,
        (Milestone::Postsecondary, SchoolManaged) => Effect::RightsAtInstitutionPass,
    }
}

crate::text_enum! {
    /// From whom data was collected. It never changes.
    pub enum CollectedFrom {
        /// A child: parents may have it deleted, and it ends in finite time.
        Child = "child",
        /// Anyone else.
        OlderPerson = "older_person",
    }
}

/// From whom data is collected that a person of this band gives now.
pub fn collected_from(band: AgeBand) -> CollectedFrom {
    match band {
        AgeBand::Child => CollectedFrom::Child,
        AgeBand::TeenBelowDca | AgeBand::Teen | AgeBand::Adult => CollectedFrom::OlderPerson,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::choices::TRANSITION_NOTICE;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn run(
        dob: Option<&str>,
        dca: u8,
        fired: &BTreeSet<TransitionKind>,
        days: (&str, &str),
    ) -> Vec<(String, TransitionKind)> {
        let facts = TransitionFacts {
            dob: dob.map(date),
            dca,
            postsecondary_from: Some(date("2030-09-01")),
            fired,
            announced_before: TRANSITION_NOTICE.default,
        };
        let parameters = AgeParameters::at(date("2026-11-21"));
        transitions(&facts, date(days.0), date(days.1), &parameters)
            .into_iter()
            .map(|transition| (transition.on.to_string(), transition.kind))
            .collect()
    }

    #[test]
    fn age_11_a_birthday_on_which_the_job_was_down_fires_once_and_dated_the_birthday() {
        let none = BTreeSet::new();
        let reached = TransitionKind::Reached(Milestone::NoLongerChild);
        let dob = Some("2013-11-21");
        let caught_up = run(dob, 13, &none, ("2026-11-19", "2026-11-22"));
        assert_eq!(caught_up, [("2026-11-21".to_owned(), reached)]);
        assert_eq!(run(dob, 13, &none, ("2026-11-22", "2026-11-23")), []);
        let fired = BTreeSet::from([reached]);
        assert_eq!(run(dob, 13, &fired, ("2026-11-19", "2026-11-22")), []);
    }

    #[test]
    fn age_11_years_that_the_job_missed_are_caught_up_in_the_order_of_their_days() {
        use Milestone::{Adult, DigitalConsent, NoLongerChild, Postsecondary, SaleOptIn};
        use TransitionKind::{Announced, Reached};
        let all = run(
            Some("2012-02-29"),
            15,
            &BTreeSet::new(),
            ("2024-01-01", "2031-01-01"),
        );
        let expected = [
            ("2025-01-30", Announced(NoLongerChild)),
            ("2025-03-01", Reached(NoLongerChild)),
            ("2027-01-30", Announced(DigitalConsent)),
            ("2027-03-01", Reached(DigitalConsent)),
            ("2028-02-29", Reached(SaleOptIn)),
            ("2030-01-30", Announced(Adult)),
            ("2030-03-01", Reached(Adult)),
            ("2030-09-01", Reached(Postsecondary)),
        ];
        let expected = expected.map(|(on, kind)| (on.to_owned(), kind));
        assert_eq!(all, expected);
    }

    #[test]
    fn age_11_where_a_person_consents_alone_at_thirteen_one_milestone_is_reached() {
        let kinds = run(
            Some("2013-11-21"),
            13,
            &BTreeSet::new(),
            ("2026-11-20", "2026-11-21"),
        );
        assert_eq!(kinds.len(), 1);
    }

    #[test]
    fn g_10_a_corrected_date_of_birth_takes_back_what_is_yet_to_come() {
        let reached = TransitionKind::Reached(Milestone::NoLongerChild);
        let fired = BTreeSet::from([reached]);
        let of = |dob: Option<&str>| TransitionFacts {
            dob: dob.map(date),
            dca: 13,
            postsecondary_from: None,
            fired: &fired,
            announced_before: TRANSITION_NOTICE.default,
        };
        let today = date("2026-11-21");
        let parameters = AgeParameters::at(today);
        for (dob, on) in [("2013-11-21", "2026-11-21"), ("2013-10-02", "2026-10-02")] {
            let dated = Transition {
                on: date(on),
                kind: reached,
            };
            assert_eq!(upheld(&of(Some(dob)), today, &parameters), [dated]);
        }
        for dob in [Some("2013-11-22"), None] {
            assert_eq!(upheld(&of(dob), today, &parameters), []);
        }
        let next = next_transition(&of(Some("2013-11-21")), today, &parameters).unwrap();
        assert_eq!(next.kind, TransitionKind::Reached(Milestone::SaleOptIn));
    }

    #[test]
    fn age_11_without_a_date_of_birth_no_age_is_reached() {
        assert_eq!(
            run(None, 16, &BTreeSet::new(), ("2000-01-01", "2030-08-31")),
            []
        );
    }

    #[test]
    fn age_11_a_milestone_changes_a_schools_account_and_one_at_home_differently() {
        for (milestone, school, home) in [
            (
                Milestone::NoLongerChild,
                Effect::NoLongerTagged,
                Effect::PersonIsAsked,
            ),
            (
                Milestone::DigitalConsent,
                Effect::Nothing,
                Effect::PersonIsAsked,
            ),
            (Milestone::SaleOptIn, Effect::Nothing, Effect::Nothing),
            (Milestone::Adult, Effect::RightsPass, Effect::ParentLinkEnds),
            (
                Milestone::Postsecondary,
                Effect::RightsAtInstitutionPass,
                Effect::Nothing,
            ),
        ] {
            assert_eq!(effect(milestone, AccountContext::SchoolManaged), school);
            assert_eq!(effect(milestone, AccountContext::HomeManaged), home);
            assert_eq!(effect(milestone, AccountContext::Staff), Effect::Nothing);
        }
    }

    #[test]
    fn age_11_what_a_child_gave_is_tagged_as_a_childs() {
        assert_eq!(collected_from(AgeBand::Child), CollectedFrom::Child);
        assert_eq!(collected_from(AgeBand::Teen), CollectedFrom::OlderPerson);
    }
}

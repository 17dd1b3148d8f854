use super::*;
use crate::countries::Country;

fn answer(year: i32, month: u32, country: &str, at: &str) -> GateAnswer {
    GateAnswer {
        born: MonthOfBirth::new(year, month).unwrap(),
        place: Country::parse(country).ok().map(Location::country),
        answered_at: at.parse().unwrap(),
    }
}

fn outcome(audience: Audience, answers: &[GateAnswer], now: &str) -> GateOutcome {
    let facts = GateFacts {
        audience,
        answers,
        today: "2026-11-21".parse().unwrap(),
        highest_age: 120,
        lock: TimeDelta::hours(24),
    };
    gate_outcome(&facts, now.parse().unwrap())
}

#[test]
fn age_09_the_youngest_answer_within_a_day_counts() {
    let answers = [
        answer(2015, 3, "US", "2026-11-21T08:00:00Z"),
        answer(2000, 3, "US", "2026-11-21T08:01:00Z"),
    ];
    let later = [answers[0], answer(2000, 3, "US", "2026-11-22T08:00:00Z")];
    let child = GateOutcome::Next(NextPage::AskGrownUp);
    let adult = GateOutcome::Next(NextPage::CreateAccount);
    for (answers, now, expected) in [
        (&answers[..1], "2026-11-21T08:00:00Z", child),
        (&answers[..], "2026-11-21T08:01:00Z", child),
        (&later[..], "2026-11-22T07:59:59Z", child),
        (&later[..], "2026-11-22T08:00:00Z", adult),
        (&[], "2026-11-21T08:00:00Z", child),
    ] {
        assert_eq!(
            outcome(Audience::MixedAudience, answers, now),
            expected,
            "{now}"
        );
    }
}

#[test]
fn age_09_the_country_decides_at_which_age_a_visitor_goes_on_alone() {
    let at = "2026-11-21T08:00:00Z";
    for (year, month, country, next) in [
        (2013, 10, "US", NextPage::CreateAccount),
        // Born in this month, thirteen years ago: not certainly thirteen yet.
        (2013, 11, "US", NextPage::AskGrownUp),
        (2013, 10, "DE", NextPage::AskGrownUp),
        (2010, 10, "DE", NextPage::CreateAccount),
        (2013, 10, "nowhere", NextPage::AskGrownUp),
    ] {
        let found = outcome(
            Audience::GeneralAudience,
            &[answer(year, month, country, at)],
            at,
        );
        assert_eq!(found, GateOutcome::Next(next), "{year} {country}");
    }
}

#[test]
fn age_09_a_service_for_children_has_no_gate() {
    let at = "2026-11-21T08:00:00Z";
    let adult = [answer(1980, 1, "US", at)];
    assert_eq!(
        outcome(Audience::ChildDirectedPrimary, &adult, at),
        GateOutcome::NoGate
    );
}

#[test]
fn age_09_an_unreadable_month_is_refused_without_a_word_of_age() {
    let today = "2026-11-21".parse().unwrap();
    let read = |year, month| read_month(year, month, today, 120);
    for (year, month, error) in [
        (2010, 13, UnreadableAnswer::Month),
        (2010, 0, UnreadableAnswer::Month),
        (2027, 1, UnreadableAnswer::Year),
        (1905, 1, UnreadableAnswer::Year),
    ] {
        assert_eq!(read(year, month), Err(error));
        assert!(!error.to_string().contains("age") && !error.to_string().contains("old"));
    }
    assert!(read(1906, 1).is_ok() && read(2026, 11).is_ok());
}

#[test]
fn age_09_a_younger_answer_binds_for_a_day_from_when_it_was_given() {
    use NextPage::{AskGrownUp, CreateAccount};
    let first: DateTime<Utc> = "2026-11-21T09:00:00Z".parse().unwrap();
    let lock = crate::parameters::choices::AGE_GATE_LOCK.default;
    let minutes = TimeDelta::minutes;
    let (late, day) = (minutes(24 * 60 - 1), minutes(24 * 60));
    // An adult's answer and then a child's; a child's twice; a child's and then an adult's.
    for (answers, last, next) in [
        ([CreateAccount, AskGrownUp], day, AskGrownUp),
        (
            [CreateAccount, AskGrownUp],
            late + day - minutes(1),
            AskGrownUp,
        ),
        ([CreateAccount, AskGrownUp], late + day, CreateAccount),
        ([AskGrownUp, AskGrownUp], day, AskGrownUp),
        ([AskGrownUp, AskGrownUp], late + day, CreateAccount),
        ([AskGrownUp, CreateAccount], day, CreateAccount),
    ] {
        let [before, after] = answers;
        let bound = binding(None, before, lock, first);
        let bound = binding(Some(bound), after, lock, first + late);
        let bound = binding(Some(bound), CreateAccount, lock, first + last);
        assert_eq!(bound.next, next, "{answers:?} {last}");
    }
}

#[test]
fn age_09_the_page_of_the_youngest_answer_binds_against_older_ones() {
    let first: DateTime<Utc> = "2026-11-21T09:00:00Z".parse().unwrap();
    let lock = crate::parameters::choices::AGE_GATE_LOCK.default;
    let asked = binding(None, NextPage::AskGrownUp, lock, first);
    let hours = TimeDelta::hours;
    for (later, next) in [
        (hours(1), NextPage::AskGrownUp),
        (hours(24) - TimeDelta::milliseconds(1), NextPage::AskGrownUp),
        (hours(24), NextPage::CreateAccount),
    ] {
        let bound = binding(Some(asked), NextPage::CreateAccount, lock, first + later);
        assert_eq!(bound.next, next);
    }
    let older = binding(None, NextPage::CreateAccount, lock, first);
    let bound = binding(Some(older), NextPage::AskGrownUp, lock, first + hours(1));
    assert_eq!(bound.next, NextPage::AskGrownUp);
}

#[test]
fn age_03_a_year_or_a_month_of_birth_is_taken_and_a_day_is_not() {
    let today = "2026-11-21".parse().unwrap();
    for text in ["2013", "2013-11", "1906"] {
        assert!(read_born(text, today, 120).is_ok(), "{text}");
    }
    let read = |text| read_born(text, today, 120);
    for text in ["2013-11-21", "18@2026-11-21", "", "2013-13"] {
        assert_eq!(read(text), Err(UnreadableAnswer::Month), "{text}");
    }
    for text in ["1905", "2027", "2027-01"] {
        assert_eq!(read(text), Err(UnreadableAnswer::Year), "{text}");
    }
}

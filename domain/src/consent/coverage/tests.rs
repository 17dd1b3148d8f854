use chrono::TimeDelta;
use uuid::Uuid;

use super::*;

fn given() -> DateTime<Utc> {
    "2026-11-26T09:00:00Z".parse().unwrap()
}

fn consent(scopes: &[ConsentScope]) -> Consent {
    Consent {
        id: ConsentId::from_uuid(Uuid::from_u128(1)),
        active_from: given(),
        policy: 1,
        scopes: scopes.iter().copied().collect(),
        ended: BTreeMap::new(),
    }
}

#[test]
fn vpc_01_a_consent_covers_nothing_from_the_millisecond_before_it() {
    let consents = [consent(&[ConsentScope::AccountAndLearning])];
    let at = |at| may_process(&consents, &[], Purpose::Learning, &[Category::Progress], at);
    assert_eq!(
        at(given() - TimeDelta::milliseconds(1)),
        Err(MissingConsent::NeedsConsent)
    );
    assert!(at(given()).is_ok());
    assert!(at(given() + TimeDelta::milliseconds(1)).is_ok());
}

#[test]
fn vpc_01_a_category_that_was_not_named_is_not_covered() {
    let consents = [consent(&[ConsentScope::AccountAndLearning])];
    let verdict = may_process(
        &consents,
        &[],
        Purpose::Learning,
        &[Category::Demographics],
        given(),
    );
    assert_eq!(verdict, Err(MissingConsent::NotCovered));
}

#[test]
fn vpc_04_an_optional_scope_covers_its_own_purpose_and_no_other() {
    let consents = [consent(&[ConsentScope::Surveys])];
    let surveys = may_process(
        &consents,
        &[],
        Purpose::Survey,
        &[Category::SurveyAnswer],
        given(),
    );
    assert!(surveys.is_ok());
    let learning = may_process(
        &consents,
        &[],
        Purpose::Learning,
        &[Category::Progress],
        given(),
    );
    assert_eq!(learning, Err(MissingConsent::NotCovered));
}

#[test]
fn vpc_07_a_consent_of_which_everything_was_taken_back_covers_nothing() {
    let verdict = may_process(
        &[consent(&[])],
        &[],
        Purpose::Learning,
        &[Category::Progress],
        given(),
    );
    assert_eq!(verdict, Err(MissingConsent::NeedsConsent));
}

/// The second version, in force a month after the consent, changes learning.
fn versions() -> [BindingVersion; 2] {
    [(1, BTreeSet::new()), (2, [Purpose::Learning].into())].map(|(major, changed)| BindingVersion {
        major,
        effective_at: given() + TimeDelta::days(if major == 1 { -30 } else { 30 }),
        changed,
    })
}

#[test]
fn vpc_09_what_a_later_version_changes_is_not_covered_from_its_instant_on() {
    let consents = [consent(&[
        ConsentScope::AccountAndLearning,
        ConsentScope::Surveys,
    ])];
    let effective_at = given() + TimeDelta::days(30);
    let learning = |at| {
        may_process(
            &consents,
            &versions(),
            Purpose::Learning,
            &[Category::Progress],
            at,
        )
    };
    assert!(learning(effective_at - TimeDelta::milliseconds(1)).is_ok());
    assert_eq!(learning(effective_at), Err(MissingConsent::Outdated));
    let unchanged = [
        (Purpose::Account, Category::Name),
        (Purpose::Survey, Category::SurveyAnswer),
    ];
    for (purpose, category) in unchanged {
        let covered = may_process(&consents, &versions(), purpose, &[category], effective_at);
        assert!(covered.is_ok(), "{purpose:?}");
    }
}

#[test]
fn vpc_09_a_consent_that_was_given_to_the_change_covers_it() {
    let effective_at = given() + TimeDelta::days(30);
    let renewed = Consent {
        policy: 2,
        ..consent(&[ConsentScope::AccountAndLearning])
    };
    let of_before = consent(&[ConsentScope::AccountAndLearning]);
    for consents in [vec![renewed.clone()], vec![of_before, renewed]] {
        let covered = may_process(
            &consents,
            &versions(),
            Purpose::Learning,
            &[Category::Progress],
            effective_at,
        );
        assert!(covered.is_ok());
    }
}

#[test]
fn vpc_09_the_earliest_change_counts_that_the_consent_does_not_know() {
    let [first, second] = versions();
    let third = BindingVersion {
        major: 3,
        effective_at: second.effective_at + TimeDelta::days(1),
        changed: [Purpose::Survey, Purpose::Learning].into(),
    };
    let versions = [first, second, third];
    let from = |policy, purpose| {
        outdated_from(policy, &[purpose], &versions).map(|at| (at - given()).num_days())
    };
    assert_eq!(from(1, Purpose::Learning), Some(30));
    assert_eq!(from(1, Purpose::Survey), Some(31));
    assert_eq!(from(2, Purpose::Learning), Some(31));
    assert_eq!(from(3, Purpose::Learning), None);
    assert_eq!(from(1, Purpose::Account), None);
}

/// A consent that was in force for ten days, and the one in its place.
fn superseded_and_renewed() -> [Consent; 2] {
    let learning = ConsentScope::AccountAndLearning;
    let ended_at = given() + TimeDelta::days(10);
    let superseded = Consent {
        ended: [(learning, (ScopeEnd::Superseded, ended_at))].into(),
        ..consent(&[])
    };
    let renewed = Consent {
        id: ConsentId::from_uuid(Uuid::from_u128(2)),
        active_from: ended_at,
        ..consent(&[learning])
    };
    [superseded, renewed]
}

#[test]
fn vpc_01_what_was_collected_under_a_consent_stays_covered_by_it_after_its_end() {
    let consents = superseded_and_renewed();
    let at = |days| {
        let at = given() + TimeDelta::days(days);
        was_covered(&consents, &[], Purpose::Account, &[Category::Name], at)
    };
    assert_eq!(at(-1), Err(MissingConsent::NeedsConsent));
    assert_eq!(at(0), Ok(consents[0].id));
    assert_eq!(at(9), Ok(consents[0].id));
    assert_eq!(at(10), Ok(consents[1].id));
}

#[test]
fn vpc_07_what_happened_before_a_withdrawal_is_not_recorded_after_it() {
    let [superseded, renewed] = superseded_and_renewed();
    let of_before = given() + TimeDelta::days(9);
    let record = |consents: &[Consent]| {
        may_record(
            consents,
            &[],
            Purpose::Learning,
            &[Category::Progress],
            of_before,
        )
    };
    assert_eq!(record(&[superseded.clone(), renewed]), Ok(superseded.id));
    assert_eq!(record(&[superseded]), Err(MissingConsent::NeedsConsent));
}

#[test]
fn vpc_07_what_was_taken_back_and_agreed_to_again_is_not_recorded_for_the_time_before() {
    let [superseded, renewed] = superseded_and_renewed();
    let taken_back = Consent {
        ended: superseded
            .ended
            .iter()
            .map(|(scope, (_, at))| (*scope, (ScopeEnd::TakenBack, *at)))
            .collect(),
        ..superseded
    };
    let of_before = given() + TimeDelta::days(9);
    let consents = [taken_back, renewed];
    let (purpose, categories) = (Purpose::Learning, &[Category::Progress]);
    let recorded = may_record(&consents, &[], purpose, categories, of_before);
    assert_eq!(recorded, Err(MissingConsent::NeedsConsent));
    let collected = was_covered(&consents, &[], purpose, categories, of_before);
    assert_eq!(collected, Ok(consents[0].id));
}

#[test]
fn vpc_07_a_clock_that_is_set_back_brings_no_consent_back() {
    let [superseded, _] = superseded_and_renewed();
    let (purpose, categories) = (Purpose::Learning, &[Category::Progress]);
    let now = may_process(&[superseded], &[], purpose, categories, given());
    assert_eq!(now, Err(MissingConsent::NeedsConsent));
}

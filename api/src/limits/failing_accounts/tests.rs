use std::net::IpAddr;

use super::*;

fn bell() -> DateTime<Utc> {
    "2026-09-01T08:00:00Z".parse().unwrap()
}

fn office() -> Place {
    let network = "203.0.113.9".parse::<IpAddr>().unwrap().into();
    (network, PersonKind::Adult)
}

fn failing() -> FailingAccounts {
    FailingAccounts::new(20, &[7; 32])
}

fn account(failing: &FailingAccounts, number: usize) -> ClaimedAccount {
    failing.claimed(&["maple", &number.to_string()])
}

#[test]
fn a_list_of_stolen_passwords_is_stopped_after_twenty_accounts() {
    let failing = failing();
    let tried = (0..500).filter(|number| {
        let account = account(&failing, *number);
        let state = failing.state(office(), account, 0, bell());
        let compared = state.strangers == Strangers::Compared;
        let failed = if compared {
            Failed::Compared
        } else {
            Failed::Unseen
        };
        failing.note(office(), account, failed, bell());
        assert_eq!(compared, state.failures == Failures::Told);
        compared
    });
    assert_eq!(tried.count(), 20);
    let next = account(&failing, 500);
    let later = failing.state(office(), next, 0, bell() + WINDOW);
    assert_eq!(later.strangers, Strangers::Compared);
    assert_eq!(later.failures, Failures::Told);
}

#[test]
fn names_that_no_one_has_change_what_is_said_and_keep_nobody_out() {
    let failing = failing();
    for number in 0..500 {
        failing.note(office(), account(&failing, number), Failed::Unseen, bell());
    }
    let state = failing.state(office(), account(&failing, 500), 0, bell());
    assert_eq!(state.strangers, Strangers::Compared);
    assert_eq!(state.failures, Failures::TooMany(bell() + WINDOW));
}

#[test]
fn who_got_in_has_not_failed() {
    let failing = failing();
    for number in 0..600 {
        let account = account(&failing, number);
        for _ in 0..2 {
            let state = failing.state(office(), account, 0, bell());
            assert_eq!(state.strangers, Strangers::Compared);
            failing.note(office(), account, Failed::Compared, bell());
        }
        failing.forgive(office(), account, bell());
    }
}

#[test]
fn one_account_that_fails_again_and_again_is_one() {
    let failing = failing();
    for _ in 0..100 {
        failing.note(office(), account(&failing, 1), Failed::Compared, bell());
    }
    let state = failing.state(office(), account(&failing, 2), 0, bell());
    assert_eq!(state.failures, Failures::Told);
}

#[test]
fn who_mistyped_before_the_others_may_try_again() {
    let failing = failing();
    for number in 0..20 {
        failing.note(
            office(),
            account(&failing, number),
            Failed::Compared,
            bell(),
        );
    }
    let strangers = |number| {
        let account = account(&failing, number);
        failing.state(office(), account, 0, bell()).strangers
    };
    assert_eq!(strangers(3), Strangers::Compared);
    assert_eq!(strangers(20), Strangers::NotCompared);
}

#[test]
fn what_is_remembered_of_a_network_is_bounded() {
    let failing = failing();
    for number in 0..2 * NAMES_OF_A_NETWORK {
        failing.note(office(), account(&failing, number), Failed::Unseen, bell());
    }
    let tried = failing.tried.get(&office()).unwrap();
    assert_eq!(tried.lock().unwrap().names.len(), NAMES_OF_A_NETWORK);
}

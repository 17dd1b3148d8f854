use std::net::IpAddr;

use super::*;

fn bell() -> DateTime<Utc> {
    "2026-09-01T08:00:00Z".parse().unwrap()
}

fn network(text: &str) -> TruncatedAddress {
    text.parse::<IpAddr>().unwrap().into()
}

fn school() -> TruncatedAddress {
    network("203.0.113.9")
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
        let admitted = failing.admit(school(), account, bell()).is_ok();
        if admitted {
            failing.note(school(), account, Ended::Failed, bell());
        }
        admitted
    });
    assert_eq!(tried.count(), 20);
    let until = failing.admit(school(), account(&failing, 500), bell());
    assert_eq!(until, Err(bell() + WINDOW));
    let elsewhere = failing.admit(network("198.51.100.9"), account(&failing, 500), bell());
    assert_eq!(elsewhere, Ok(AccountReputation::Stranger));
    let later = bell() + WINDOW;
    assert!(
        failing
            .admit(school(), account(&failing, 500), later)
            .is_ok()
    );
}

#[test]
fn a_school_whose_students_mistype_twice_each_is_never_stopped() {
    let failing = failing();
    for (place, number) in (0..600).enumerate() {
        let account = account(&failing, number);
        let now = bell() + TimeDelta::milliseconds(200 * i64::try_from(place).unwrap());
        for ended in [Ended::Failed, Ended::Failed, Ended::SignedIn] {
            failing.admit(school(), account, now).unwrap();
            failing.note(school(), account, ended, now);
        }
    }
}

#[test]
fn the_more_get_in_the_more_may_fail() {
    let failing = failing();
    for number in 0..100 {
        failing.note(school(), account(&failing, number), Ended::SignedIn, bell());
    }
    let tried = (1000..2000).filter(|number| {
        let account = account(&failing, *number);
        let admitted = failing.admit(school(), account, bell()).is_ok();
        failing.note(school(), account, Ended::Failed, bell());
        admitted
    });
    assert_eq!(tried.count(), 20 + 100 / SUCCESSES_FOR_A_FAILURE);
}

#[test]
fn who_got_in_before_is_let_through_whatever_others_do_there() {
    let failing = failing();
    let ada = account(&failing, 7);
    failing.note(school(), ada, Ended::SignedIn, bell());
    for number in 100..200 {
        failing.note(school(), account(&failing, number), Ended::Failed, bell());
    }
    assert_eq!(
        failing.admit(school(), ada, bell()),
        Ok(AccountReputation::Known)
    );
    assert!(
        failing
            .admit(school(), account(&failing, 8), bell())
            .is_err()
    );
}

#[test]
fn one_account_that_fails_again_and_again_is_one() {
    let failing = failing();
    for _ in 0..100 {
        failing.note(school(), account(&failing, 1), Ended::Failed, bell());
    }
    assert!(
        failing
            .admit(school(), account(&failing, 2), bell())
            .is_ok()
    );
}

#[test]
fn what_is_remembered_of_a_network_is_bounded() {
    let failing = failing();
    for number in 0..2 * ACCOUNTS_OF_A_NETWORK {
        failing.note(school(), account(&failing, number), Ended::Failed, bell());
    }
    let tried = failing.tried.get(&school()).unwrap();
    assert_eq!(tried.lock().unwrap().len(), ACCOUNTS_OF_A_NETWORK);
}

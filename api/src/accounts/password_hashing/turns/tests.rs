use futures_util::FutureExt;

use super::*;

type Shares = Turns<&'static str>;

fn turn(lane: Lane, outer: &'static str, single: &'static str) -> Turn<&'static str> {
    Turn {
        lane,
        outer,
        inner: outer,
        single,
    }
}

fn known(outer: &'static str, single: &'static str) -> Turn<&'static str> {
    turn(Lane::Known, outer, single)
}

fn is_working(place: &mut Place<&'static str>) -> bool {
    place.turn().now_or_never() == Some(Ok(()))
}

/// Who works one after the other at one core, until nobody waits.
fn order(mut places: Vec<(&'static str, Place<&'static str>)>) -> Vec<&'static str> {
    let mut order = Vec::new();
    while let Some(index) = places.iter_mut().position(|(_, place)| is_working(place)) {
        let (name, place) = places.remove(index);
        order.push(name);
        drop(place);
    }
    order
}

fn queued(
    turns: &Shares,
    asking: &[(&'static str, Turn<&'static str>)],
) -> Vec<(&'static str, Place<&'static str>)> {
    let queue = |(name, turn): &(&'static str, _)| (*name, turns.queue(*turn).unwrap());
    asking.iter().map(queue).collect()
}

#[test]
fn who_asks_once_waits_for_one_turn_of_each_who_asks_often() {
    let turns = Shares::new(1, 32);
    let places = queued(
        &turns,
        &[
            ("flood", known("flood", "1")),
            ("flood", known("flood", "2")),
            ("flood", known("flood", "3")),
            ("flood", known("flood", "4")),
            ("school", known("school", "5")),
            ("home", known("home", "6")),
        ],
    );
    assert_eq!(
        order(places),
        ["flood", "school", "home", "flood", "flood", "flood"]
    );
    assert_eq!(turns.load(), (0, 0));
}

#[test]
fn who_comes_back_at_once_comes_after_those_who_wait() {
    let turns = Shares::new(1, 32);
    let mut first = turns.queue(known("eager", "1")).unwrap();
    let mut school = turns.queue(known("school", "2")).unwrap();
    assert!(is_working(&mut first));
    let mut again = turns.queue(known("eager", "3")).unwrap();
    drop(first);
    assert!(is_working(&mut school) && !is_working(&mut again));
}

#[test]
fn one_account_works_once_at_a_time_and_does_not_fill_the_queue() {
    let turns = Shares::new(4, 32);
    let mut one = turns.queue(known("school", "ada")).unwrap();
    let mut two = turns.queue(known("school", "ada")).unwrap();
    let _three = turns.queue(known("school", "ada")).unwrap();
    assert_eq!(turns.queue(known("school", "ada")).unwrap_err(), Full);
    assert!(is_working(&mut one) && !is_working(&mut two));
    let mut other = turns.queue(known("school", "bo")).unwrap();
    assert!(is_working(&mut other));
    drop(one);
    assert!(is_working(&mut two));
}

#[test]
fn a_full_queue_sends_away_who_came_last_of_those_who_wait_most() {
    let turns = Shares::new(1, 3);
    let _working = turns.queue(known("flood", "0")).unwrap();
    let mut flood: Vec<_> = ["1", "2", "3"]
        .map(|single| turns.queue(known("flood", single)).unwrap())
        .into();
    assert_eq!(turns.queue(known("flood", "4")).unwrap_err(), Full);
    let _school = turns.queue(known("school", "5")).unwrap();
    assert_eq!(flood[2].turn().now_or_never(), Some(Err(Full)));
    assert_eq!(flood[1].turn().now_or_never(), None);
    assert!(turns.queue(turn(Lane::NewSecrets, "maple", "6")).is_ok());
}

#[test]
fn setting_secrets_takes_half_of_the_cores_and_every_third_turn_at_most() {
    let turns = Shares::new(4, 32);
    let mut setting = ["1", "2", "3"].map(|single| {
        turns
            .queue(turn(Lane::NewSecrets, "maple", single))
            .unwrap()
    });
    assert!(is_working(&mut setting[0]) && is_working(&mut setting[1]));
    assert!(!is_working(&mut setting[2]));
    let mut signing_in = turns.queue(known("school", "4")).unwrap();
    assert!(is_working(&mut signing_in));

    let turns = Shares::new(1, 32);
    let new = |single| ("new", turn(Lane::NewSecrets, "maple", single));
    let old = |single| ("old", known("school", single));
    let asking = [
        new("1"),
        new("2"),
        new("3"),
        old("4"),
        old("5"),
        old("6"),
        old("7"),
    ];
    let order = order(queued(&turns, &asking));
    let among_first = order.iter().take(5).filter(|name| **name == "old").count();
    assert!(among_first >= 3, "{order:?}");
    assert!(order.iter().take(5).any(|name| *name == "new"), "{order:?}");
}

#[test]
fn whoever_leaves_gives_the_core_or_the_place_to_others() {
    let turns = Shares::new(1, 32);
    let working = turns.queue(known("a", "1")).unwrap();
    let waiting = turns.queue(known("b", "2")).unwrap();
    assert_eq!(turns.load(), (1, 1));
    drop(waiting);
    assert_eq!(turns.load(), (0, 1));
    drop(working);
    assert_eq!(turns.load(), (0, 0));
    // Given a turn, and gone without taking it.
    let working = turns.queue(known("a", "1")).unwrap();
    let given = turns.queue(known("b", "2")).unwrap();
    drop(working);
    drop(given);
    let mut next = turns.queue(known("c", "3")).unwrap();
    assert!(is_working(&mut next));
}

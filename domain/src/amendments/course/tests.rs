use chrono::TimeDelta;

use super::*;
use crate::text_enum::TextEnum as _;
use AmendmentActor::{Party, School, SchoolOfTheFamily};
use AmendmentEvent as E;
use AmendmentState as S;
use TransitionRefused as R;

fn now() -> DateTime<Utc> {
    "2026-12-20T15:00:00Z".parse().unwrap()
}

/// In a state that began just now, with a hearing that is due.
fn facts(state: S) -> AmendmentFacts {
    AmendmentFacts {
        state,
        act_by: Some(now() + TimeDelta::days(45)),
        hearing_at: Some(now()),
        party: PartyStanding::Entitled,
        now: now(),
    }
}

fn events() -> [E; 9] {
    [
        E::Accept,
        E::Refuse,
        E::RequestHearing,
        E::ScheduleHearing(now() + TimeDelta::days(20)),
        E::Hold,
        E::Amend,
        E::Uphold,
        E::State,
        E::Close,
    ]
}

#[test]
fn fer_14_what_happens_from_where_by_whom_and_nothing_else_does() {
    let schedule = events()[3];
    let legal = [
        (S::Requested, School, E::Accept, S::Accepted),
        (S::Requested, School, E::Refuse, S::Refused),
        (S::Requested, Party, E::Close, S::Closed),
        (S::Refused, Party, E::RequestHearing, S::HearingRequested),
        (S::Refused, Party, E::Close, S::Closed),
        (S::HearingRequested, School, schedule, S::HearingScheduled),
        (S::HearingRequested, Party, E::Close, S::Closed),
        (S::HearingScheduled, School, schedule, S::HearingScheduled),
        (S::HearingScheduled, School, E::Hold, S::Held),
        (S::HearingScheduled, Party, E::Close, S::Closed),
        (S::Held, School, E::Amend, S::Amended),
        (S::Held, School, E::Uphold, S::Upheld),
        (S::Upheld, Party, E::State, S::Closed),
        (S::Upheld, Party, E::Close, S::Closed),
    ];
    for state in S::ALL.iter().copied() {
        for actor in [Party, School, SchoolOfTheFamily] {
            for event in events() {
                let expected = legal
                    .iter()
                    .find(|(from, who, what, _)| (*from, *who, *what) == (state, actor, event));
                let found = transition(&facts(state), actor, event).ok();
                let expected = expected.map(|(.., to)| *to);
                assert_eq!(found, expected, "{state:?} {actor:?} {event:?}");
            }
        }
    }
}

#[test]
fn fer_14_nobody_decides_about_their_own_family_whatever_office_they_hold() {
    for state in S::ALL.iter().copied() {
        for event in events() {
            let refused = transition(&facts(state), SchoolOfTheFamily, event);
            assert_eq!(refused, Err(R::OwnFamily), "{state:?} {event:?}");
        }
    }
}

#[test]
fn fer_14_of_a_hearing_the_family_is_told_in_advance_and_it_comes_in_time() {
    let asked = facts(S::HearingRequested);
    for (after, expected) in [
        (
            TimeDelta::days(7) - TimeDelta::seconds(1),
            Err(R::TooLittleNotice),
        ),
        (TimeDelta::days(7), Ok(S::HearingScheduled)),
        (TimeDelta::days(45), Ok(S::HearingScheduled)),
        (
            TimeDelta::days(45) + TimeDelta::seconds(1),
            Err(R::HearingTooLate),
        ),
    ] {
        let found = transition(&asked, School, E::ScheduleHearing(now() + after));
        assert_eq!(found, expected, "{after}");
    }
    // A school that is late already still holds it, as soon as notice allows.
    let late = AmendmentFacts {
        act_by: Some(now() - TimeDelta::days(1)),
        ..asked
    };
    for (days, expected) in [(14, Ok(S::HearingScheduled)), (15, Err(R::HearingTooLate))] {
        let at = now() + TimeDelta::days(days);
        assert_eq!(transition(&late, School, E::ScheduleHearing(at)), expected);
    }
}

#[test]
fn fer_14_a_hearing_that_is_yet_to_come_was_not_held() {
    let scheduled = AmendmentFacts {
        hearing_at: Some(now() + TimeDelta::seconds(1)),
        ..facts(S::HearingScheduled)
    };
    assert_eq!(transition(&scheduled, School, E::Hold), Err(R::NotHeldYet));
}

#[test]
fn fer_14_the_school_closes_what_the_family_left_alone_for_its_whole_time() {
    for state in [S::Refused, S::Upheld] {
        let early = facts(state);
        let refused = transition(&early, School, E::Close);
        assert_eq!(refused, Err(R::FamilyHasTime), "{state:?}");
        let over = AmendmentFacts {
            act_by: Some(now()),
            ..early
        };
        assert_eq!(transition(&over, School, E::Close), Ok(S::Closed));
    }
}

#[test]
fn fer_14_a_hearing_that_is_announced_is_not_put_off_from_day_to_day() {
    let announced = AmendmentFacts {
        hearing_at: Some(now() + TimeDelta::days(8)),
        act_by: Some(now() + TimeDelta::days(1)),
        ..facts(S::HearingScheduled)
    };
    for (days, expected) in [(8, Ok(S::HearingScheduled)), (9, Err(R::HearingTooLate))] {
        let at = now() + TimeDelta::days(days);
        let found = transition(&announced, School, E::ScheduleHearing(at));
        assert_eq!(found, expected, "{days}");
    }
}

#[test]
fn fer_14_when_nobody_of_the_family_has_the_rights_any_more_the_school_closes_it() {
    for state in S::ALL.iter().copied() {
        let gone = AmendmentFacts {
            party: PartyStanding::Gone,
            ..facts(state)
        };
        let closes = transition(&gone, School, E::Close).is_ok();
        assert_eq!(closes, !state.is_over(), "{state:?}");
    }
}

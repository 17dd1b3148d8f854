use chrono::TimeDelta;

use super::*;
use crate::text_enum::TextEnum as _;
use LegalProcessState as S;
use ProcessEvent as E;
use ProcessRefused as R;

const EVENTS: [ProcessEvent; 9] = [
    E::Validate,
    E::Reject,
    E::NotifySchool,
    E::Serve(NoticeService::Message),
    E::Serve(NoticeService::ByHand),
    E::Delivered,
    E::ReviewOrder,
    E::Comply,
    E::Quash,
];

fn now() -> DateTime<Utc> {
    "2026-12-10T09:00:00Z".parse().unwrap()
}

/// A process of which the family was told long ago, as far as its state allows.
fn facts(state: LegalProcessState, gag: GagStanding) -> ProcessFacts {
    ProcessFacts {
        state,
        reviewer: Reviewer::Another,
        school: SchoolAwareness::DistrictOnly,
        gag,
        notice: match state {
            S::RightsHolderNotified => NoticeStanding::Told(now() - TimeDelta::days(10)),
            _ => NoticeStanding::Untold,
        },
        family: RightsHolders::AsTold,
        return_at: None,
        now: now(),
    }
}

#[test]
fn fer_13_without_an_order_what_happens_from_where_and_nothing_else_does() {
    let happens = [
        (S::Received, E::Validate, Ok(S::Validated)),
        (S::Received, E::Reject, Ok(S::Refused)),
        (S::Received, E::ReviewOrder, Err(R::NoOrderInForce)),
        (S::Received, E::Quash, Ok(S::Quashed)),
        (S::Validated, E::NotifySchool, Ok(S::SchoolNotified)),
        (S::Validated, E::ReviewOrder, Err(R::NoOrderInForce)),
        (S::Validated, E::Quash, Ok(S::Quashed)),
        (
            S::SchoolNotified,
            E::Serve(NoticeService::Message),
            Ok(S::SchoolNotified),
        ),
        (
            S::SchoolNotified,
            E::Serve(NoticeService::ByHand),
            Ok(S::RightsHolderNotified),
        ),
        (S::SchoolNotified, E::Delivered, Ok(S::RightsHolderNotified)),
        (S::SchoolNotified, E::ReviewOrder, Err(R::NoOrderInForce)),
        (S::SchoolNotified, E::Comply, Err(R::FamilyUntold)),
        (S::SchoolNotified, E::Quash, Ok(S::Quashed)),
        (
            S::RightsHolderNotified,
            E::Delivered,
            Ok(S::RightsHolderNotified),
        ),
        (S::RightsHolderNotified, E::Comply, Ok(S::Complied)),
        (S::RightsHolderNotified, E::Quash, Ok(S::Quashed)),
        (S::Complied, E::Delivered, Ok(S::Complied)),
        (S::Complied, E::ReviewOrder, Err(R::NoOrderInForce)),
        (S::Quashed, E::Delivered, Ok(S::Quashed)),
        (S::Quashed, E::ReviewOrder, Err(R::NoOrderInForce)),
        (S::Refused, E::Delivered, Ok(S::Refused)),
        (S::Refused, E::ReviewOrder, Err(R::NoOrderInForce)),
    ];
    for state in S::ALL.iter().copied() {
        for event in EVENTS {
            let known = happens
                .iter()
                .find(|(from, by, _)| (*from, *by) == (state, event));
            let expected = known.map_or(Err(R::Elsewhere), |(.., to)| *to);
            let found = transition(&facts(state, GagStanding::Never), event);
            assert_eq!(found, expected, "{event:?} from {state:?}");
        }
    }
}

#[test]
fn fer_13_under_an_order_the_school_complies_and_the_family_is_told_when_it_is_over() {
    for (state, event, in_force, over) in [
        (
            S::SchoolNotified,
            E::Comply,
            Ok(S::Complied),
            Err(R::FamilyUntold),
        ),
        (
            S::SchoolNotified,
            E::Serve(NoticeService::Message),
            Err(R::NoticeForbidden),
            Ok(S::SchoolNotified),
        ),
        (
            S::SchoolNotified,
            E::Serve(NoticeService::ByHand),
            Err(R::NoticeForbidden),
            Ok(S::RightsHolderNotified),
        ),
        (
            S::Complied,
            E::Serve(NoticeService::ByHand),
            Err(R::NoticeForbidden),
            Ok(S::Complied),
        ),
        (
            S::Quashed,
            E::Serve(NoticeService::ByHand),
            Err(R::NoticeForbidden),
            Ok(S::Quashed),
        ),
        (
            S::Refused,
            E::Serve(NoticeService::ByHand),
            Err(R::NoticeForbidden),
            Ok(S::Refused),
        ),
        (S::Received, E::Comply, Err(R::Elsewhere), Err(R::Elsewhere)),
        (
            S::Validated,
            E::Comply,
            Err(R::Elsewhere),
            Err(R::Elsewhere),
        ),
        (S::Complied, E::Comply, Err(R::Elsewhere), Err(R::Elsewhere)),
    ] {
        let found = transition(&facts(state, GagStanding::InForce), event);
        assert_eq!(found, in_force, "{event:?} from {state:?} in force");
        let found = transition(&facts(state, GagStanding::Over), event);
        assert_eq!(found, over, "{event:?} from {state:?} over");
    }
    for state in [
        S::Received,
        S::Validated,
        S::SchoolNotified,
        S::Complied,
        S::Quashed,
        S::Refused,
    ] {
        let alone = ProcessFacts {
            reviewer: Reviewer::WhoReceived,
            ..facts(state, GagStanding::InForce)
        };
        let alone = transition(&alone, E::ReviewOrder);
        assert_eq!(alone, Err(R::SecondPersonNeeded));
        let reviewed = transition(&facts(state, GagStanding::InForce), E::ReviewOrder);
        assert_eq!(reviewed, Ok(state));
        let late = transition(&facts(state, GagStanding::Over), E::ReviewOrder);
        assert_eq!(late, Err(R::NoOrderInForce));
    }
}

#[test]
fn fer_13_who_recorded_a_process_does_not_check_it() {
    let received = facts(S::Received, GagStanding::Never);
    let same = ProcessFacts {
        reviewer: Reviewer::WhoReceived,
        ..received
    };
    let refused = Err(R::SecondPersonNeeded);
    assert_eq!(transition(&same, E::Validate), refused);
    assert_eq!(transition(&same, E::Reject), Ok(S::Refused));
    // Unless an order keeps from the family that it was ended.
    let secret = ProcessFacts {
        gag: GagStanding::InForce,
        ..same
    };
    assert_eq!(transition(&secret, E::Reject), refused);
    let by_school = ProcessFacts {
        school: SchoolAwareness::Knows,
        ..received
    };
    let validated = transition(&by_school, E::Validate);
    assert_eq!(validated, Ok(S::SchoolNotified));
}

#[test]
fn fer_13_nothing_is_handed_over_before_the_family_had_its_time() {
    let told = |ago| ProcessFacts {
        notice: NoticeStanding::Told(now() - ago),
        ..facts(S::RightsHolderNotified, GagStanding::Never)
    };
    let ten = TimeDelta::days(10);
    let early = transition(&told(ten - TimeDelta::seconds(1)), E::Comply);
    assert_eq!(early, Err(R::NoticePeriod));
    assert_eq!(transition(&told(ten), E::Comply), Ok(S::Complied));
    // A message that no server took tells nobody.
    let waiting = ProcessFacts {
        notice: NoticeStanding::OnItsWay,
        ..facts(S::SchoolNotified, GagStanding::Never)
    };
    assert_eq!(transition(&waiting, E::Comply), Err(R::FamilyUntold));
    let again = transition(&waiting, E::Serve(NoticeService::Message));
    assert_eq!(again, Err(R::Elsewhere));
    let by_hand = transition(&waiting, E::Serve(NoticeService::ByHand));
    assert_eq!(by_hand, Ok(S::RightsHolderNotified));
}

#[test]
fn fer_13_who_came_to_hold_the_rights_since_is_told_before_anything_is_handed_over() {
    let message = E::Serve(NoticeService::Message);
    let by_hand = E::Serve(NoticeService::ByHand);
    for (family, event, expected) in [
        (RightsHolders::AsTold, E::Comply, Ok(S::Complied)),
        (RightsHolders::AsTold, message, Err(R::Elsewhere)),
        (RightsHolders::AsTold, by_hand, Err(R::Elsewhere)),
        (RightsHolders::Changed, E::Comply, Err(R::FamilyUntold)),
        (RightsHolders::Changed, message, Ok(S::SchoolNotified)),
        (RightsHolders::Changed, by_hand, Ok(S::RightsHolderNotified)),
    ] {
        let told = ProcessFacts {
            family,
            ..facts(S::RightsHolderNotified, GagStanding::Never)
        };
        assert_eq!(transition(&told, event), expected, "{family:?} {event:?}");
    }
}

#[test]
fn fer_13_a_process_that_nobody_checked_stops_the_end_of_data_for_thirty_days() {
    let received = now();
    let second = TimeDelta::seconds(1);
    for (state, after, expected) in [
        (S::Received, TimeDelta::zero(), true),
        (S::Received, TimeDelta::days(30) - second, true),
        (S::Received, TimeDelta::days(30), false),
        (S::Validated, TimeDelta::days(400), true),
        (S::SchoolNotified, TimeDelta::days(400), true),
        (S::RightsHolderNotified, TimeDelta::days(400), true),
        (S::Complied, TimeDelta::zero(), false),
        (S::Quashed, TimeDelta::zero(), false),
        (S::Refused, TimeDelta::zero(), false),
    ] {
        let found = state.is_evidence(received, received + after);
        assert_eq!(found, expected, "{state:?} after {after}");
    }
}

#[test]
fn fer_13_an_open_process_is_evidence_that_is_sought() {
    let open = [
        S::Received,
        S::Validated,
        S::SchoolNotified,
        S::RightsHolderNotified,
    ];
    for state in S::ALL.iter().copied() {
        assert_eq!(state.is_open(), open.contains(&state), "{state:?}");
    }
}

use chrono::TimeDelta;

use super::*;
use crate::text_enum::TextEnum as _;

fn now() -> DateTime<Utc> {
    "2026-09-21T15:00:00Z".parse().unwrap()
}

fn in_force() -> [Interval; 1] {
    [Interval::new(now() - TimeDelta::days(1), None).unwrap()]
}

fn over() -> [Interval; 1] {
    [Interval::new(now() - TimeDelta::days(2), Some(now())).unwrap()]
}

fn facts(limits: &[Interval]) -> InvitationFacts<'_> {
    InvitationFacts {
        inviter: ContactKeeper::Another,
        majority: Majority::Minor,
        guardianship: None,
        limits,
        delivery: ContactDelivery::Mail,
        address: ContactAddress::Usable,
    }
}

#[test]
fn fer_02_a_roster_knows_parents_by_their_address_and_nobody_else() {
    use GuardianKind::{ActingParent, LegalGuardian, Parent};
    let roster = Some(GuardianEvidence::Roster);
    for (kind, delivery, known) in [
        (Parent, ContactDelivery::Mail, roster),
        (LegalGuardian, ContactDelivery::Mail, roster),
        (ActingParent, ContactDelivery::Mail, None),
        (Parent, ContactDelivery::Sheet, None),
        (LegalGuardian, ContactDelivery::Sheet, None),
        (ActingParent, ContactDelivery::Sheet, None),
    ] {
        assert_eq!(evidence(kind, delivery), known, "{kind:?} {delivery:?}");
    }
}

#[test]
fn fer_02_nobody_of_the_family_invites_and_is_told_of_no_limit_by_trying() {
    assert_eq!(may_keep(ContactKeeper::OfTheFamily), Err(OwnFamily));
    assert_eq!(may_keep(ContactKeeper::Another), Ok(()));
    let limits = in_force();
    let own = InvitationFacts {
        inviter: ContactKeeper::OfTheFamily,
        ..facts(&limits)
    };
    assert_eq!(may_invite(&own, now()), Err(InvitationRefused::Own));
    let limited = may_invite(&facts(&limits), now());
    assert_eq!(limited, Err(InvitationRefused::Limited));
    assert_eq!(may_invite(&facts(&over()), now()), Ok(()));
}

#[test]
fn fer_02_who_is_a_guardian_or_contested_as_one_is_not_invited() {
    use GuardianshipState::{Claimed, Disputed, Ended, Verified};
    let is_guardian = Err(InvitationRefused::IsGuardian);
    for (state, verdict) in [
        (Claimed, is_guardian),
        (Verified, is_guardian),
        (Disputed, is_guardian),
        (Ended, Ok(())),
    ] {
        let facts = InvitationFacts {
            guardianship: Some(state),
            ..facts(&[])
        };
        assert_eq!(may_invite(&facts, now()), verdict, "{state:?}");
    }
}

#[test]
fn age_14_nobody_is_invited_as_the_guardian_of_an_adult() {
    let adult = InvitationFacts {
        majority: Majority::Adult,
        ..facts(&[])
    };
    let refused = Err(InvitationRefused::StudentIsAdult);
    assert_eq!(may_invite(&adult, now()), refused);
}

#[test]
fn com_01_without_an_address_an_invitation_is_printed() {
    let nowhere = InvitationFacts {
        address: ContactAddress::Missing,
        ..facts(&[])
    };
    let refused = Err(InvitationRefused::NoAddress);
    assert_eq!(may_invite(&nowhere, now()), refused);
    let printed = InvitationFacts {
        delivery: ContactDelivery::Sheet,
        ..nowhere
    };
    assert_eq!(may_invite(&printed, now()), Ok(()));
}

#[test]
fn fer_02_only_what_rests_on_the_roster_alone_falls_with_it() {
    use GuardianshipState::{Claimed, Verified};
    for evidence in GuardianEvidence::ALL {
        let expected = match evidence {
            GuardianEvidence::Roster => Claimed,
            _ => Verified,
        };
        assert_eq!(without_roster(Verified, Some(*evidence)), expected);
        for state in GuardianshipState::ALL
            .iter()
            .filter(|state| **state != Verified)
        {
            assert_eq!(without_roster(*state, Some(*evidence)), *state);
        }
    }
    assert_eq!(without_roster(Claimed, None), Claimed);
}

#[test]
fn fer_02_what_a_person_decided_wins_over_a_later_roster() {
    use GuardianshipState::{Disputed, Ended, Verified};
    let left = ContactEnd::LeftRoster;
    for (end, state, limits, verdict) in [
        (left, None, &[][..], Return::Open),
        (left, Some(Verified), &[][..], Return::Open),
        (left, Some(Ended), &[][..], Return::Open),
        (left, Some(Ended), &over()[..], Return::Open),
        (left, Some(Disputed), &[][..], Return::Barred),
        (left, Some(Verified), &in_force()[..], Return::Barred),
        (left, Some(Ended), &in_force()[..], Return::Barred),
        (ContactEnd::Removed, None, &[][..], Return::Barred),
        (ContactEnd::StudentIsAdult, None, &[][..], Return::Barred),
        (ContactEnd::Erased, None, &[][..], Return::Barred),
    ] {
        assert_eq!(
            may_return(end, state, limits, now()),
            verdict,
            "{end:?} {state:?}"
        );
    }
}

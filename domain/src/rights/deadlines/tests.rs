use super::*;
use crate::text_enum::TextEnum as _;

const UTC: Option<Tz> = Some(Tz::UTC);

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn received(text: &str, zone: Option<Tz>) -> ClockFacts {
    ClockFacts {
        received_at: instant(text),
        zone,
    }
}

/// The last day of the answer by one regime.
fn last_day(at: &str, regime: Regime) -> String {
    let facts = received(at, UTC);
    let clocks = deadlines(&facts, &[regime].into());
    let due_at = act_on(&clocks, RequestDuty::Answer).unwrap();
    (due_at - TimeDelta::seconds(1)).to_rfc3339()
}

#[test]
fn rts_01_a_month_is_cut_to_the_end_of_a_shorter_one() {
    for (at, last) in [
        ("2027-01-31T09:00:00Z", "2027-02-28T23:59:59+00:00"),
        ("2026-11-30T09:00:00Z", "2026-12-30T23:59:59+00:00"),
        ("2028-01-31T23:59:59Z", "2028-02-29T23:59:59+00:00"),
    ] {
        assert_eq!(last_day(at, Regime::Gdpr), last);
        assert_eq!(last_day(at, Regime::UkGdpr), last);
    }
}

#[test]
fn rts_01_each_regime_has_its_days() {
    let at = "2026-09-21T15:00:00Z";
    for (regime, last) in [
        (Regime::Ccpa, "2026-11-04"),
        (Regime::Ferpa, "2026-11-05"),
        (Regime::Coppa, "2026-10-21"),
        (Regime::Agreement, "2026-10-21"),
        (Regime::Policy, "2026-10-21"),
        (Regime::Gdpr, "2026-10-21"),
    ] {
        assert!(last_day(at, regime).starts_with(last), "{regime:?}");
    }
}

#[test]
fn rts_01_a_day_is_that_of_the_place_and_ends_there() {
    // Still the 30th in Los Angeles.
    let facts = received("2026-12-01T05:00:00Z", Some(Tz::America__Los_Angeles));
    let clocks = deadlines(&facts, &[Regime::Gdpr].into());
    let due_at = act_on(&clocks, RequestDuty::Answer);
    assert_eq!(due_at, Some(instant("2026-12-31T08:00:00Z")));
}

/// At noon it is the next day already in the first zone of the world, and at six it is the day before still in
/// the last one.
#[test]
fn rts_01_where_the_zone_is_not_known_no_clock_ends_later_than_in_any_zone() {
    let all: BTreeSet<Regime> = Regime::ALL.iter().copied().collect();
    for at in [
        "2026-09-21T06:00:00Z",
        "2026-09-21T12:00:00Z",
        "2026-11-25T12:00:00Z",
        "2027-01-31T23:00:00Z",
    ] {
        let unknown = deadlines(&received(at, None), &all);
        for zone in [
            Tz::Pacific__Kiritimati,
            Tz::UTC,
            Tz::America__Los_Angeles,
            Tz::Etc__GMTPlus12,
        ] {
            let known = deadlines(&received(at, Some(zone)), &all);
            for (unknown, known) in unknown.iter().zip(&known) {
                assert_eq!(unknown.regime, known.regime);
                assert!(unknown.due_at <= known.due_at, "{at} {zone}: {known:?}");
            }
        }
    }
    let clocks = deadlines(
        &received("2026-09-21T06:00:00Z", None),
        &[Regime::Gdpr].into(),
    );
    let due_at = act_on(&clocks, RequestDuty::Answer);
    assert_eq!(due_at, Some(instant("2026-10-20T10:00:00Z")));
}

#[test]
fn rts_01_ccpa_acknowledges_in_ten_business_days_across_a_holiday() {
    let facts = received("2026-11-20T15:00:00Z", UTC);
    let clocks = deadlines(&facts, &[Regime::Ccpa].into());
    let due_at = act_on(&clocks, RequestDuty::Acknowledge);
    assert_eq!(due_at, Some(instant("2026-12-08T00:00:00Z")));
    let clocks = deadlines(&facts, &[Regime::Policy].into());
    let due_at = act_on(&clocks, RequestDuty::Acknowledge);
    assert_eq!(due_at, Some(instant("2026-11-26T00:00:00Z")));
}

#[test]
fn rts_01_more_time_is_taken_on_the_last_day_and_not_on_the_day_after() {
    let facts = received("2027-01-31T09:00:00Z", UTC);
    let clocks = deadlines(&facts, &[Regime::Gdpr].into());
    let extended = extend(&clocks, &facts, instant("2027-02-28T23:59:59Z")).unwrap();
    let due_at = act_on(&extended, RequestDuty::Answer);
    assert_eq!(due_at, Some(instant("2027-05-01T00:00:00Z")));
    let late = extend(&clocks, &facts, instant("2027-03-01T00:00:00Z"));
    assert_eq!(late, Err(ExtensionRefused::TooLate));
    let ccpa = deadlines(&facts, &[Regime::Ccpa].into());
    let extended = extend(&ccpa, &facts, instant("2027-02-28T23:59:59Z")).unwrap();
    let due_at = act_on(&extended, RequestDuty::Answer);
    assert_eq!(due_at, Some(instant("2027-05-01T00:00:00Z")));
}

#[test]
fn rts_01_where_a_clock_gives_no_more_time_there_is_none() {
    let facts = received("2026-09-21T15:00:00Z", UTC);
    for fixed in [
        Regime::Ferpa,
        Regime::CaliforniaRecords,
        Regime::IllinoisRecords,
        Regime::MinnesotaRecords,
        Regime::Coppa,
        Regime::Agreement,
    ] {
        let clocks = deadlines(&facts, &[fixed].into());
        let refused = extend(&clocks, &facts, facts.received_at);
        assert_eq!(refused, Err(ExtensionRefused::NotAvailable), "{fixed:?}");
    }
}

#[test]
fn rts_01_a_pause_stops_the_clocks_that_know_one() {
    let facts = received("2026-09-21T15:00:00Z", UTC);
    let all: BTreeSet<Regime> = Regime::ALL.iter().copied().collect();
    let clocks = deadlines(&facts, &all);
    for (reason, stopped) in [(PauseReason::Identity, 3), (PauseReason::Clarification, 2)] {
        let moved = resumed(&clocks, reason, TimeDelta::days(5));
        let differ = clocks.iter().zip(&moved).filter(|(a, b)| a != b).count();
        assert_eq!(differ, stopped, "{reason:?}");
    }
}

#[test]
fn rts_01_another_regime_never_makes_a_clock_longer() {
    let facts = received("2027-01-31T09:00:00Z", UTC);
    for first in Regime::ALL {
        let alone = deadlines(&facts, &[*first].into());
        for second in Regime::ALL {
            let both = deadlines(&facts, &[*first, *second].into());
            let answer = |clocks: &[Deadline]| act_on(clocks, RequestDuty::Answer);
            assert!(answer(&both) <= answer(&alone), "{first:?} {second:?}");
        }
    }
}

/// The last day on which a record is inspected in time, by the clock of each state, across Christmas, the
/// new year and the birthday of Martin Luther King.
#[test]
fn fer_10_five_or_ten_business_days_or_forty_five_across_the_end_of_a_year() {
    for (received, regime, last) in [
        (
            "2026-12-18T09:00:00Z",
            Regime::CaliforniaRecords,
            "2026-12-28",
        ),
        (
            "2026-12-30T09:00:00Z",
            Regime::CaliforniaRecords,
            "2027-01-07",
        ),
        (
            "2026-12-18T09:00:00Z",
            Regime::IllinoisRecords,
            "2027-01-05",
        ),
        (
            "2026-12-18T09:00:00Z",
            Regime::MinnesotaRecords,
            "2027-01-05",
        ),
        (
            "2027-01-08T09:00:00Z",
            Regime::MinnesotaRecords,
            "2027-01-25",
        ),
        ("2026-12-18T09:00:00Z", Regime::Ferpa, "2027-02-01"),
    ] {
        let found = last_day(received, regime);
        assert!(found.starts_with(last), "{regime:?} {received}: {found}");
    }
}

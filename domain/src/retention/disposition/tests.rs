use super::*;
use crate::retention::span::Span;

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn second() -> TimeDelta {
    TimeDelta::seconds(1)
}

fn record(rule: RetentionRule) -> AccountRecord {
    AccountRecord {
        rule,
        kind: match rule {
            RetentionRule::R03 => PersonKind::Adult,
            _ => PersonKind::Student,
        },
        counted_from: instant("2026-06-30T00:00:00Z"),
    }
}

/// Rule, its time, its two warnings, and how it ends.
const ROWS: [(RetentionRule, Span, (i64, i64), Disposition); 3] = [
    (
        RetentionRule::R01,
        Span::Months(12),
        (60, 30),
        Disposition::Purge,
    ),
    (
        RetentionRule::R02,
        Span::Months(12),
        (30, 7),
        Disposition::Purge,
    ),
    (
        RetentionRule::R03,
        Span::Months(24),
        (60, 30),
        Disposition::Anonymise,
    ),
];

fn warned(record: &AccountRecord) -> RetentionFacts {
    let end = end_of(record).unwrap();
    let (first, second) = warned_before(record.rule).unwrap();
    RetentionFacts {
        first_warned_at: Some(end - first),
        second_warned_at: Some(end - second),
        ..RetentionFacts::default()
    }
}

#[test]
fn ret_02_every_account_is_warned_of_twice_and_ends_at_the_end_of_its_time() {
    for (rule, time, (first, last), ending) in ROWS {
        let record = record(rule);
        let end = time.after(record.counted_from).unwrap();
        let mut facts = RetentionFacts::default();
        for (nth, days) in [(NthWarning::First, first), (NthWarning::Second, last)] {
            let due = end - TimeDelta::days(days);
            let early = disposition(&record, due - second(), &facts);
            assert_eq!(early, Disposition::Keep { until: due }, "{rule:?} {nth:?}");
            let verdict = disposition(&record, due, &facts);
            assert_eq!(verdict, Disposition::Warn { nth, ends_at: end }, "{rule:?}");
            match nth {
                NthWarning::First => facts.first_warned_at = Some(due),
                NthWarning::Second => facts.second_warned_at = Some(due),
            }
        }
        let early = disposition(&record, end - second(), &facts);
        assert_eq!(early, Disposition::Keep { until: end }, "{rule:?}");
        assert_eq!(disposition(&record, end, &facts), ending, "{rule:?}");
    }
}

#[test]
fn ret_02_nothing_ends_of_which_nobody_was_warned_in_time() {
    for (rule, _, (first, last), ending) in ROWS {
        let record = record(rule);
        let late = end_of(&record).unwrap() + TimeDelta::days(1_000);
        let (first, last) = (TimeDelta::days(first), TimeDelta::days(last));
        let mut facts = RetentionFacts::default();
        let verdict = disposition(&record, late, &facts);
        let warned = Disposition::Warn {
            nth: NthWarning::First,
            ends_at: late + first,
        };
        assert_eq!(verdict, warned, "{rule:?}");
        facts.first_warned_at = Some(late);
        let again = late + (first - last);
        let early = disposition(&record, again - second(), &facts);
        assert_eq!(early, Disposition::Keep { until: again }, "{rule:?}");
        facts.second_warned_at = Some(again);
        let early = disposition(&record, late + first - second(), &facts);
        assert!(matches!(early, Disposition::Keep { .. }), "{rule:?}");
        assert_eq!(
            disposition(&record, late + first, &facts),
            ending,
            "{rule:?}"
        );
    }
}

#[test]
fn ret_03_a_hold_or_an_inspection_stands_before_a_directed_deletion() {
    let record = record(RetentionRule::R01);
    for by in [ErasureBlocker::LegalHold, ErasureBlocker::OpenInspection] {
        let facts = RetentionFacts {
            blocked_by: Some(by),
            directed: Directed::Deletion,
            ..RetentionFacts::default()
        };
        let now = record.counted_from;
        assert_eq!(
            disposition(&record, now, &facts),
            Disposition::Blocked { by }
        );
        let released = RetentionFacts {
            blocked_by: None,
            ..facts
        };
        assert_eq!(disposition(&record, now, &released), Disposition::Purge);
    }
}

#[test]
fn ret_03_an_inspection_at_the_scheduled_end_blocks_until_it_is_closed() {
    let record = record(RetentionRule::R01);
    let end = end_of(&record).unwrap();
    let by = ErasureBlocker::OpenInspection;
    let open = RetentionFacts {
        blocked_by: Some(by),
        ..warned(&record)
    };
    assert_eq!(
        disposition(&record, end, &open),
        Disposition::Blocked { by }
    );
    assert_eq!(
        disposition(&record, end, &warned(&record)),
        Disposition::Purge
    );
}

#[test]
fn ret_03_a_directed_deletion_comes_before_the_contract_and_the_contract_before_the_schedule() {
    let record = record(RetentionRule::R01);
    let now = record.counted_from;
    let later = now + TimeDelta::days(30);
    let facts = RetentionFacts {
        directed: Directed::RecoverableUntil(later),
        contract_purge_at: Some(now),
        ..RetentionFacts::default()
    };
    let hidden = Disposition::SoftDelete { until: later };
    assert_eq!(disposition(&record, later - second(), &facts), hidden);
    assert_eq!(disposition(&record, later, &facts), Disposition::Purge);
    let contract = RetentionFacts {
        directed: Directed::Nothing,
        contract_purge_at: Some(later),
        ..facts
    };
    let before = disposition(&record, later - second(), &contract);
    assert!(matches!(before, Disposition::Keep { .. }));
    assert_eq!(disposition(&record, later, &contract), Disposition::Purge);
}

#[test]
fn ret_07_no_account_of_which_somebody_is_warned_is_overlooked() {
    for (rule, ..) in ROWS {
        let record = record(rule);
        let (first, _) = warned_before(rule).unwrap();
        let due = end_of(&record).unwrap() - first;
        assert!(record.counted_from <= quiet_since(due), "{rule:?}");
    }
}

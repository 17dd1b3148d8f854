//! Whether a school was told what happens to its students' data (SCH-02 b, SCH-06).
//!
//! The notice has the content of VPC-05 and a version. A school acknowledges it; what is new in a
//! version that it has not acknowledged is authorized for a time only.

use chrono::{DateTime, TimeDelta, Utc};

use super::purpose::Purpose;

/// A major version of the notice to schools: raised when it names a new use, category or recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoticeVersion {
    /// Its number.
    pub major: u16,
    /// The purposes that it names.
    pub purposes: &'static [Purpose],
}

/// Every major version of the notice to schools, the current one last.
pub const SCHOOL_NOTICES: &[NoticeVersion] = &[NoticeVersion {
    major: 1,
    purposes: &[
        Purpose::Account,
        Purpose::Learning,
        Purpose::ClassManagement,
        Purpose::AchievementReport,
        Purpose::BasicPersonalization,
        Purpose::Security,
        Purpose::Survey,
        Purpose::Support,
        Purpose::LegalDuty,
        Purpose::ProofOfConsent,
    ],
}];

/// A notice that reached a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeliveredNotice {
    /// Its major version.
    pub major: u16,
    /// When it was delivered: a mail server took it for an administrator, or one of them opened it here.
    pub delivered_at: DateTime<Utc>,
    /// When an administrator acknowledged it.
    pub acknowledged_at: Option<DateTime<Utc>>,
}

/// Whether a school was told of a purpose at an instant: by a version that it has acknowledged, or by
/// the current one, if that was first delivered less than `grace` ago.
pub fn was_told(
    delivered: &[DeliveredNotice],
    versions: &[NoticeVersion],
    purpose: Purpose,
    grace: TimeDelta,
    now: DateTime<Utc>,
) -> bool {
    let names = |major: u16| {
        let version = versions.iter().find(|version| version.major == major);
        version.is_some_and(|version| version.purposes.contains(&purpose))
    };
    let there = || delivered.iter().filter(|notice| notice.delivered_at <= now);
    let acknowledged = there().any(|notice| {
        let acknowledged = notice.acknowledged_at.is_some_and(|at| at <= now);
        acknowledged && names(notice.major)
    });
    let current = versions.last().map(|version| version.major);
    let first_delivered = there()
        .filter(|notice| Some(notice.major) == current && names(notice.major))
        .map(|notice| notice.delivered_at)
        .min();
    acknowledged || first_delivered.is_some_and(|at| now < at + grace)
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERSIONS: &[NoticeVersion] = &[
        NoticeVersion {
            major: 1,
            purposes: &[Purpose::Account],
        },
        NoticeVersion {
            major: 2,
            purposes: &[Purpose::Account, Purpose::Survey],
        },
    ];

    fn at(days: i64) -> DateTime<Utc> {
        let begin: DateTime<Utc> = "2026-09-01T08:00:00Z".parse().unwrap();
        begin + TimeDelta::days(days)
    }

    fn notice(major: u16, delivered: i64, acknowledged: Option<i64>) -> DeliveredNotice {
        DeliveredNotice {
            major,
            delivered_at: at(delivered),
            acknowledged_at: acknowledged.map(at),
        }
    }

    fn told(delivered: &[DeliveredNotice], purpose: Purpose, now: DateTime<Utc>) -> bool {
        was_told(delivered, VERSIONS, purpose, TimeDelta::days(30), now)
    }

    const SECOND: TimeDelta = TimeDelta::seconds(1);

    #[test]
    fn sch_02_b_a_school_is_told_by_a_notice_from_its_delivery_on() {
        assert!(!told(&[], Purpose::Account, at(0)));
        let current = [notice(2, 1, None)];
        assert!(!told(&current, Purpose::Account, at(1) - SECOND));
        assert!(told(&current, Purpose::Account, at(1)));
        // An old version that was only delivered tells of nothing any more.
        assert!(!told(&[notice(1, 1, None)], Purpose::Account, at(2)));
        assert!(!told(&[notice(2, 0, Some(0))], Purpose::Payment, at(2)));
    }

    #[test]
    fn sch_06_what_is_new_in_a_version_that_is_not_acknowledged_for_30_days_is_not_told() {
        let delivered = [notice(1, 0, Some(0)), notice(2, 10, None)];
        for (purpose, now, expected) in [
            (Purpose::Survey, at(10) - SECOND, false),
            (Purpose::Survey, at(10), true),
            (Purpose::Survey, at(40) - SECOND, true),
            (Purpose::Survey, at(40), false),
            (Purpose::Account, at(40), true),
        ] {
            assert_eq!(
                told(&delivered, purpose, now),
                expected,
                "{purpose:?} {now}"
            );
        }
        let acknowledged = [notice(2, 10, Some(50))];
        assert!(!told(&acknowledged, Purpose::Survey, at(50) - SECOND));
        assert!(told(&acknowledged, Purpose::Survey, at(50)));
    }

    #[test]
    fn sch_06_sending_a_notice_again_does_not_begin_the_time_anew() {
        let twice = [notice(2, 0, None), notice(2, 29, None)];
        assert!(!told(&twice, Purpose::Account, at(30)));
    }
}

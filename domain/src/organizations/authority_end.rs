//! What ends with a school's authority, and when (SCH-06).
//!
//! At once nothing new is collected, and students read only what is there. For a time the school may
//! still take data out; then that closes, and everything is deleted in time.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};

use super::{
    agreement::{Agreement, AgreementState},
    school_exit::{ExitStage, exit_stage, purge_begins_at, purge_within},
    time_zone::day_begins_at,
};
use crate::parameters::choices::SCHOOL_END_PURGE;

crate::text_enum! {
    /// What ended a school's authority over data.
    pub enum AuthorityEndReason {
        /// Its last agreement ended.
        AgreementEnded = "agreement_ended",
        /// It revoked its authorization for one student.
        StudentRevoked = "student_revoked",
    }
}

/// The end of a school's last agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthorityEnd {
    /// The first instant without an agreement.
    pub ended_at: DateTime<Utc>,
    /// How many days later everything has been deleted.
    pub purge_within_days: u16,
}

impl AuthorityEnd {
    /// The end of one agreement.
    pub fn of(agreement: &Agreement) -> Self {
        Self {
            ended_at: day_begins_at(agreement.term.ends_on(), agreement.time_zone),
            purge_within_days: agreement.purge_within_days,
        }
    }

    /// Where the exit of the school stands.
    pub fn stage(self, now: DateTime<Utc>) -> ExitStage {
        exit_stage(self.ended_at, self.purge_within_days, now)
    }

    /// When the deletion of everything begins.
    pub fn purge_at(self) -> DateTime<Utc> {
        purge_begins_at(self.ended_at, purge_within(self.purge_within_days))
    }
}

/// Within how many days after its end everything is deleted of an agreement that says nothing else.
pub fn default_purge_days() -> u16 {
    u16::try_from(SCHOOL_END_PURGE.default.num_days()).unwrap_or(0)
}

/// Whether an active agreement holds at an instant, or is to come.
pub fn has_authority(agreements: &[Agreement], now: DateTime<Utc>) -> bool {
    authorizing(agreements).any(|agreement| AuthorityEnd::of(agreement).ended_at > now)
}

/// The agreements that are active and end retention in time: no other ever authorized anything
/// (SCH-02 g), and none keeps data from being deleted.
fn authorizing(agreements: &[Agreement]) -> impl Iterator<Item = &Agreement> {
    agreements.iter().filter(|agreement| {
        agreement.state == AgreementState::Active
            && agreement.purge_within_days <= default_purge_days()
    })
}

/// When a school's authority ended: `None` while an active agreement holds or is to come, and of a
/// school that never had one. Of several that ended the last counts, and of those that ended together the
/// one that deletes first (G-02).
pub fn authority_end(agreements: &[Agreement], now: DateTime<Utc>) -> Option<AuthorityEnd> {
    let last = authorizing(agreements)
        .map(AuthorityEnd::of)
        .max_by_key(|end| (end.ended_at, Reverse(end.purge_within_days)))?;
    (last.ended_at <= now).then_some(last)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::TimeDelta;
    use chrono_tz::Tz;
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::AgreementId,
        organizations::agreement::{Surveys, Term},
    };

    const SECOND: TimeDelta = TimeDelta::seconds(1);

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn until(ends_on: &str) -> Agreement {
        let date = |text: &str| text.parse().unwrap();
        Agreement {
            id: AgreementId::from_uuid(Uuid::from_u128(7)),
            state: AgreementState::Active,
            signature: None,
            term: Term::new(date("2026-08-01"), date(ends_on)).unwrap(),
            schedule: BTreeSet::new(),
            surveys: Surveys::Excluded,
            purge_within_days: 60,
            time_zone: Some(Tz::America__Los_Angeles),
        }
    }

    #[test]
    fn sch_06_authority_ends_with_the_last_agreement() {
        let end = instant("2027-07-01T07:00:00Z");
        let agreements = [until("2027-07-01"), until("2027-01-01")];
        assert_eq!(authority_end(&agreements, end - SECOND), None);
        let ended = authority_end(&agreements, end).unwrap();
        assert_eq!(ended.ended_at, end);
        let draft = Agreement {
            state: AgreementState::Draft,
            ..until("2028-07-01")
        };
        let with_a_draft = [draft, until("2027-07-01")];
        assert!(authority_end(&with_a_draft, end).is_some());
        let renewed = [until("2028-07-01"), until("2027-07-01")];
        assert_eq!(authority_end(&renewed, end), None);
        assert_eq!(authority_end(&[], end), None);
        assert!(has_authority(&renewed, end) && !has_authority(&with_a_draft, end));
    }

    #[test]
    fn sch_06_exports_close_after_day_30_and_everything_is_deleted_by_day_60() {
        let end = AuthorityEnd::of(&until("2027-07-01"));
        let day = TimeDelta::days(1);
        assert_eq!(end.stage(end.ended_at + day * 30), ExitStage::Export);
        assert_eq!(end.stage(end.ended_at + day * 31), ExitStage::Closed);
        assert_eq!(end.purge_at(), end.ended_at + day * 59);
    }

    #[test]
    fn sch_06_an_agreement_that_keeps_too_long_holds_no_deletion_up() {
        let too_long = Agreement {
            purge_within_days: 61,
            ..until("2199-01-01")
        };
        let now = instant("2026-12-02T00:00:00Z");
        let agreements = [too_long, until("2026-12-01")];
        assert!(!has_authority(&agreements, now));
        let end = authority_end(&agreements, now).unwrap();
        assert_eq!(end, AuthorityEnd::of(&until("2026-12-01")));
    }

    #[test]
    fn g_02_of_two_agreements_that_end_together_the_one_that_deletes_first_counts() {
        let sooner = Agreement {
            purge_within_days: 30,
            ..until("2026-12-01")
        };
        let now = instant("2026-12-02T00:00:00Z");
        for agreements in [
            [sooner.clone(), until("2026-12-01")],
            [until("2026-12-01"), sooner],
        ] {
            assert_eq!(
                authority_end(&agreements, now).unwrap().purge_within_days,
                30
            );
        }
    }
}

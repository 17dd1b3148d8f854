//! A daily run over what is past its time: how much it may end without a person, and what it takes of
//! the records of an account that stays.

use chrono::{DateTime, Utc};

use super::span::Span;

crate::text_enum! {
    /// Where a run stands.
    pub enum RunState {
        /// It is yet to be done, or goes on.
        Waiting = "waiting",
        /// So much is past its time that a person has to release it. Warnings were given.
        Stopped = "stopped",
        /// A person released it, and it goes on.
        Released = "released",
        /// It is done.
        Done = "done",
        /// Another day's run came while it was stopped.
        Superseded = "superseded",
    }
}

/// Accounts that a run ends by itself, however small the district is.
const WITHOUT_ASKING: u64 = 200;

/// The share of the active accounts that a run ends by itself: one in so many, 0.5 %.
const ONE_IN: u64 = 200;

/// How many accounts a run ends without a person, of so many active ones: 200 or 0.5 %, whichever is
/// more.
pub const fn cap(active: u64) -> u64 {
    let share = active / ONE_IN;
    if share > WITHOUT_ASKING {
        share
    } else {
        WITHOUT_ASKING
    }
}

/// What may follow from the number of accounts that are past their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapVerdict {
    /// The run ends them.
    GoOn,
    /// A person has to release the run.
    AskAPerson,
}

/// Whether a run may end so many accounts. A release lets go what the person saw, and no more.
pub const fn may_end(candidates: u64, active: u64, released: Option<u64>) -> CapVerdict {
    let allowed = match released {
        Some(seen) if seen > cap(active) => seen,
        _ => cap(active),
    };
    if candidates > allowed {
        CapVerdict::AskAPerson
    } else {
        CapVerdict::GoOn
    }
}

/// An academic session: when it began and ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionSpan {
    /// Its first instant.
    pub begins_at: DateTime<Utc>,
    /// The first instant after it.
    pub ends_at: DateTime<Utc>,
}

/// The instant before which what was recorded is past its time at `now`, where the time counts from the
/// end of the academic session in which it was recorded, and from itself where it was in none
/// . `None` before there is such an instant.
pub fn recorded_before(
    sessions: &[SessionSpan],
    kept: Span,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let ended_by = kept.before(now)?;
    let open = sessions
        .iter()
        .filter(|session| session.begins_at <= ended_by && ended_by < session.ends_at);
    Some(
        open.map(|session| session.begins_at)
            .fold(ended_by, DateTime::min),
    )
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn ret_02_two_hundred_accounts_or_one_in_two_hundred_end_without_a_person() {
        for (active, allowed) in [
            (0, 200),
            (40_000, 200),
            (40_199, 200),
            (40_200, 201),
            (200_000, 1_000),
        ] {
            assert_eq!(cap(active), allowed, "{active}");
            assert_eq!(may_end(allowed, active, None), CapVerdict::GoOn);
            assert_eq!(may_end(allowed + 1, active, None), CapVerdict::AskAPerson);
        }
    }

    #[test]
    fn ret_02_a_release_lets_go_what_the_person_saw_and_no_more() {
        assert_eq!(may_end(300, 0, Some(300)), CapVerdict::GoOn);
        assert_eq!(may_end(301, 0, Some(300)), CapVerdict::AskAPerson);
        assert_eq!(may_end(200, 0, Some(10)), CapVerdict::GoOn);
    }

    #[test]
    fn ret_02_records_are_counted_from_the_end_of_their_session() {
        let year = SessionSpan {
            begins_at: instant("2021-08-15T00:00:00Z"),
            ends_at: instant("2022-06-30T00:00:00Z"),
        };
        let five_years = Span::Months(60);
        let last = instant("2027-06-30T00:00:00Z") - TimeDelta::seconds(1);
        assert_eq!(
            recorded_before(&[year], five_years, last),
            Some(year.begins_at)
        );
        let over = instant("2027-06-30T00:00:00Z");
        assert_eq!(
            recorded_before(&[year], five_years, over),
            Some(year.ends_at)
        );
        let without = instant("2022-01-01T00:00:00Z");
        assert_eq!(
            recorded_before(&[], five_years, instant("2027-01-01T00:00:00Z")),
            Some(without)
        );
    }
}

//! Regular reviews of accuracy (RTS-06): a school confirms names and enrollments in each academic session.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::{organizations::time_zone::day_begins_at, parameters::choices::ACCURACY_REVIEW};

crate::text_enum! {
    /// Where the review of a school stands in an academic session. Nothing is blocked by it.
    pub enum AccuracyStanding {
        /// The session has not begun.
        Ahead = "ahead",
        /// The school has time to confirm.
        Open = "open",
        /// The time is over, and nobody confirmed.
        Overdue = "overdue",
        /// The school confirmed.
        Confirmed = "confirmed",
    }
}

/// From when on a review of a session is overdue that begins on this day at a school in this zone.
pub fn accuracy_review_due(starts_on: NaiveDate, zone: Option<Tz>) -> DateTime<Utc> {
    let due_on = starts_on.checked_add_signed(ACCURACY_REVIEW.default);
    day_begins_at(due_on.unwrap_or(starts_on), zone)
}

/// Where the review stands at this instant.
pub fn accuracy_standing(
    starts_on: NaiveDate,
    zone: Option<Tz>,
    confirmed_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> AccuracyStanding {
    if confirmed_at.is_some() {
        AccuracyStanding::Confirmed
    } else if now < day_begins_at(starts_on, zone) {
        AccuracyStanding::Ahead
    } else if now < accuracy_review_due(starts_on, zone) {
        AccuracyStanding::Open
    } else {
        AccuracyStanding::Overdue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rts_06_a_review_is_due_thirty_days_after_the_session_began_and_confirmed_it_is_not_overdue()
    {
        let starts_on: NaiveDate = "2026-12-10".parse().unwrap();
        let zone = Some(Tz::America__Los_Angeles);
        let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
        assert_eq!(
            accuracy_review_due(starts_on, zone),
            at("2027-01-09T08:00:00Z")
        );
        for (now, expected) in [
            ("2026-12-10T07:59:59Z", AccuracyStanding::Ahead),
            ("2026-12-10T08:00:00Z", AccuracyStanding::Open),
            ("2027-01-09T07:59:59Z", AccuracyStanding::Open),
            ("2027-01-09T08:00:00Z", AccuracyStanding::Overdue),
        ] {
            let found = accuracy_standing(starts_on, zone, None, at(now));
            assert_eq!(found, expected, "{now}");
        }
        let later = at("2027-03-01T00:00:00Z");
        let confirmed = accuracy_standing(starts_on, zone, Some(later), later);
        assert_eq!(confirmed, AccuracyStanding::Confirmed);
    }
}

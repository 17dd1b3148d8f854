//! Holds: data that a named matter keeps from being deleted (RET-03). A hold is placed by a person, names
//! what it keeps, and is over at its review unless somebody looks at the matter again before. It opens no
//! account, restores no access, and is no purpose for which data may be used.

use chrono::{DateTime, TimeDelta, Utc};

crate::text_enum! {
    /// The kind of matter for which data is held.
    pub enum HoldMatter {
        /// A lawsuit that was brought, or is to be expected.
        Litigation = "litigation",
        /// An order of a court, or a subpoena.
        CourtOrder = "court_order",
        /// An inquiry of an authority.
        Inquiry = "inquiry",
        /// A request for public records.
        PublicRecords = "public_records",
        /// An investigation of the school or the district.
        Investigation = "investigation",
    }
}

crate::text_enum! {
    /// What a hold keeps.
    pub enum HoldScope {
        /// What is held about one person.
        Person = "person",
        /// What is held about the students and the staff of one school, present and former.
        School = "school",
        /// What is held about everybody of the district.
        Organization = "organization",
    }
}

crate::text_enum! {
    /// Where a hold stands.
    pub enum HoldState {
        /// It keeps what it names.
        InForce = "in_force",
        /// Nobody renewed it by its review: it keeps nothing any more.
        Lapsed = "lapsed",
        /// Somebody released it.
        Released = "released",
    }
}

/// The longest until somebody has to look at the matter again (RET-03).
pub const REVIEW_WITHIN: TimeDelta = TimeDelta::days(90);

/// When a hold is looked at, and when it was released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoldTerm {
    /// When it is over unless it is renewed.
    pub review_by: DateTime<Utc>,
    /// When it was released.
    pub released_at: Option<DateTime<Utc>>,
}

impl HoldTerm {
    /// Where the hold stands at an instant (RET-03).
    pub fn state(self, now: DateTime<Utc>) -> HoldState {
        match self.released_at {
            Some(at) if at <= now => HoldState::Released,
            _ if now < self.review_by => HoldState::InForce,
            _ => HoldState::Lapsed,
        }
    }
}

/// Why a hold is not placed or renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldRefused {
    /// The review is not ahead, or more than 90 days ahead.
    ReviewOutOfBounds,
    /// It lapsed or was released: what it kept may be gone, so another has to be placed.
    Over,
}

/// Whether a hold may stand until this review (RET-03).
///
/// # Errors
/// [`HoldRefused::ReviewOutOfBounds`].
pub fn may_place(review_by: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), HoldRefused> {
    if now < review_by && review_by <= now + REVIEW_WITHIN {
        Ok(())
    } else {
        Err(HoldRefused::ReviewOutOfBounds)
    }
}

/// Whether a review may renew a hold until the next one (RET-03).
///
/// # Errors
/// The [`HoldRefused`].
pub fn may_renew(
    term: HoldTerm,
    review_by: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), HoldRefused> {
    match term.state(now) {
        HoldState::InForce => may_place(review_by, now),
        HoldState::Lapsed | HoldState::Released => Err(HoldRefused::Over),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-28T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn ret_03_a_review_is_ahead_and_at_most_90_days_ahead() {
        let second = TimeDelta::seconds(1);
        for (ahead, verdict) in [
            (TimeDelta::zero(), Err(HoldRefused::ReviewOutOfBounds)),
            (second, Ok(())),
            (REVIEW_WITHIN, Ok(())),
            (REVIEW_WITHIN + second, Err(HoldRefused::ReviewOutOfBounds)),
        ] {
            assert_eq!(may_place(now() + ahead, now()), verdict, "{ahead}");
        }
    }

    #[test]
    fn ret_03_a_hold_ends_by_itself_at_its_review_and_before_by_a_release() {
        let second = TimeDelta::seconds(1);
        let review_by = now() + REVIEW_WITHIN;
        let open = HoldTerm {
            review_by,
            released_at: None,
        };
        assert_eq!(open.state(review_by - second), HoldState::InForce);
        assert_eq!(open.state(review_by), HoldState::Lapsed);
        let released = HoldTerm {
            released_at: Some(now()),
            ..open
        };
        assert_eq!(released.state(now()), HoldState::Released);
    }

    #[test]
    fn ret_03_a_hold_that_is_over_is_not_renewed() {
        let later = now() + REVIEW_WITHIN;
        let term = HoldTerm {
            review_by: now() + TimeDelta::days(1),
            released_at: None,
        };
        assert_eq!(may_renew(term, later, now()), Ok(()));
        let lapsed = HoldTerm {
            review_by: now(),
            ..term
        };
        assert_eq!(may_renew(lapsed, later, now()), Err(HoldRefused::Over));
        let released = HoldTerm {
            released_at: Some(now()),
            ..term
        };
        assert_eq!(may_renew(released, later, now()), Err(HoldRefused::Over));
    }
}

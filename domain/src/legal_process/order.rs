//! Orders that nobody be told of a legal process (FER-13, X-05; 34 CFR 99.31(a)(9)(ii)). There are three,
//! and each ends: by its day, or because nobody reviewed it.

use chrono::{DateTime, Utc};

use super::LegalProcessKind;
use crate::{
    parameters::choices::{GAG_ORDERED, GAG_REVIEW},
    records::ground::DisclosureStatement,
};

crate::text_enum! {
    /// Why the family must not be told.
    pub enum NoNoticeBasis {
        /// A subpoena of a federal grand jury orders it (34 CFR 99.31(a)(9)(ii)(A)).
        FederalGrandJury = "federal_grand_jury",
        /// Another subpoena for law enforcement orders it (34 CFR 99.31(a)(9)(ii)(B)).
        LawEnforcementSubpoena = "law_enforcement_subpoena",
        /// An ex parte order of a court about terrorism (34 CFR 99.31(a)(9)(ii)(C)).
        ExParteTerrorismOrder = "ex_parte_terrorism_order",
    }
}

impl NoNoticeBasis {
    /// Whether the law knows this basis of a process of this kind.
    pub const fn fits(self, kind: LegalProcessKind) -> bool {
        matches!(
            (self, kind),
            (
                Self::FederalGrandJury | Self::LawEnforcementSubpoena,
                LegalProcessKind::Subpoena
            ) | (Self::ExParteTerrorismOrder, LegalProcessKind::CourtOrder)
        )
    }

    /// What the record of disclosures says of it.
    pub const fn statement(self) -> DisclosureStatement {
        match self {
            Self::FederalGrandJury => DisclosureStatement::GrandJuryGag,
            Self::LawEnforcementSubpoena => DisclosureStatement::LawEnforcementGag,
            Self::ExParteTerrorismOrder => DisclosureStatement::ExParteTerrorismOrder,
        }
    }
}

/// Whether an order forbids at this instant to tell the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GagStanding {
    /// No order does, or ever did.
    Never,
    /// An order does.
    InForce,
    /// An order did, and ended.
    Over,
}

impl GagStanding {
    /// How it stands of an order that ends at an instant; `None` if there is no order.
    pub fn of(ends_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        match ends_at {
            None => Self::Never,
            Some(ends_at) if now < ends_at => Self::InForce,
            Some(_) => Self::Over,
        }
    }
}

/// Why an order cannot end then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GagEndRefused {
    /// The instant is over.
    #[error("the instant is over")]
    Past,
    /// It is further ahead than an order is believed without another look.
    #[error("it is further ahead than an order is believed without another look")]
    TooFarAhead,
}

/// Until when nobody is told: as long as the order says; if it says nothing, until somebody has to look at
/// it again.
///
/// # Errors
/// The [`GagEndRefused`].
pub fn gag_ends_at(
    ordered: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, GagEndRefused> {
    match ordered {
        None => Ok(now + GAG_REVIEW.default),
        Some(until) if until <= now => Err(GagEndRefused::Past),
        Some(until) if until > now + GAG_ORDERED.default => Err(GagEndRefused::TooFarAhead),
        Some(until) => Ok(until),
    }
}

/// Until when nobody is told after somebody reviewed the order: an end that is over lifts it at this
/// instant.
///
/// # Errors
/// The [`GagEndRefused`].
pub fn reviewed_end(
    ordered: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, GagEndRefused> {
    match ordered {
        Some(until) if until <= now => Ok(now),
        other => gag_ends_at(other, now),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::text_enum::TextEnum as _;

    fn now() -> DateTime<Utc> {
        "2026-12-10T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn fer_13_each_of_three_orders_is_of_the_kind_of_process_that_the_law_names() {
        use LegalProcessKind as K;
        use NoNoticeBasis as B;
        for basis in B::ALL.iter().copied() {
            for kind in K::ALL.iter().copied() {
                let expected = match basis {
                    B::FederalGrandJury | B::LawEnforcementSubpoena => kind == K::Subpoena,
                    B::ExParteTerrorismOrder => kind == K::CourtOrder,
                };
                assert_eq!(basis.fits(kind), expected, "{basis:?} of {kind:?}");
            }
            assert!(basis.statement().is_gag(), "{basis:?}");
        }
        assert_eq!(B::ALL.len(), 3);
    }

    #[test]
    fn x_05_an_order_whose_end_nobody_knows_is_over_after_ninety_days_without_a_review() {
        let review = gag_ends_at(None, now()).unwrap();
        assert_eq!(review, now() + TimeDelta::days(90));
        let second = TimeDelta::seconds(1);
        for (at, expected) in [
            (now(), GagStanding::InForce),
            (review - second, GagStanding::InForce),
            (review, GagStanding::Over),
        ] {
            assert_eq!(GagStanding::of(Some(review), at), expected, "{at}");
        }
        assert_eq!(GagStanding::of(None, now()), GagStanding::Never);
    }

    #[test]
    fn x_05_an_order_is_lifted_at_once() {
        let second = TimeDelta::seconds(1);
        for (until, expected) in [
            (now() - second, now()),
            (now(), now()),
            (now() + second, now() + second),
        ] {
            assert_eq!(reviewed_end(Some(until), now()), Ok(expected), "{until}");
        }
        assert_eq!(GagStanding::of(Some(now()), now()), GagStanding::Over);
        assert_eq!(reviewed_end(None, now()), gag_ends_at(None, now()));
    }

    #[test]
    fn x_05_no_order_is_believed_for_more_than_a_year_without_another_look() {
        let second = TimeDelta::seconds(1);
        let year = now() + TimeDelta::days(365);
        for (until, expected) in [
            (now() - second, Err(GagEndRefused::Past)),
            (now(), Err(GagEndRefused::Past)),
            (now() + second, Ok(now() + second)),
            (year, Ok(year)),
            (year + second, Err(GagEndRefused::TooFarAhead)),
        ] {
            assert_eq!(gag_ends_at(Some(until), now()), expected, "{until}");
        }
    }
}

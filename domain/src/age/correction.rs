//! A corrected age, and data that should not have been collected (AGE-16).

use chrono::{DateTime, TimeDelta, Utc};

use super::band::AgeBand;
use crate::{accounts::context::AccountContext, category::Category};

/// The categories that are purged where data was collected from a child without consent.
pub const PURGED: [Category; 12] = [
    Category::Name,
    Category::LoginIdentifier,
    Category::Profile,
    Category::Enrollment,
    Category::Progress,
    Category::Work,
    Category::CheckAnswer,
    Category::AttitudinalAnswer,
    Category::SurveyAnswer,
    Category::Demographics,
    Category::Assessment,
    Category::Usage,
];

/// Whether consent or authorization held at every instant at which data was collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// It did.
    Throughout,
    /// There was a time without.
    Lacking,
}

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notified {
    /// The teachers and the school.
    School,
    /// The parent whose contact is known.
    KnownParent,
}

/// What becomes of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Nothing: what was collected was covered, or the person was no child.
    Nothing,
    /// Data was collected from a child without consent or authorization.
    InadvertentCollection {
        /// From when on the account is suspended.
        suspended_at: DateTime<Utc>,
        /// When [`PURGED`] is purged, without a window to recover, unless consent or authorization
        /// has come by then.
        purged_at: DateTime<Utc>,
        /// Who is told.
        notified: Notified,
    },
}

/// What becomes of an account whose evidence of age was corrected (AGE-16).
///
/// `at_collection` is the youngest band, by the corrected evidence, in which data was collected.
/// Evidence that makes a person older grants nothing for the time before.
pub fn correction(
    at_collection: AgeBand,
    coverage: Coverage,
    context: AccountContext,
    now: DateTime<Utc>,
    reasonable_time: TimeDelta,
) -> Correction {
    match (at_collection, coverage) {
        (AgeBand::TeenBelowDca | AgeBand::Teen | AgeBand::Adult, _)
        | (AgeBand::Child, Coverage::Throughout) => Correction::Nothing,
        (AgeBand::Child, Coverage::Lacking) => Correction::InadvertentCollection {
            suspended_at: now,
            purged_at: now
                .checked_add_signed(reasonable_time)
                .unwrap_or(DateTime::<Utc>::MAX_UTC),
            notified: match context {
                AccountContext::SchoolManaged | AccountContext::Staff => Notified::School,
                AccountContext::HomeManaged
                | AccountContext::SelfRegistered
                | AccountContext::Parent => Notified::KnownParent,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::choices::VPC_REASONABLE_TIME;

    fn now() -> DateTime<Utc> {
        "2026-11-21T09:00:00Z".parse().unwrap()
    }

    fn corrected(band: AgeBand, coverage: Coverage, context: AccountContext) -> Correction {
        correction(band, coverage, context, now(), VPC_REASONABLE_TIME.default)
    }

    #[test]
    fn age_16_a_child_whose_school_authorized_keeps_everything() {
        let found = corrected(
            AgeBand::Child,
            Coverage::Throughout,
            AccountContext::SchoolManaged,
        );
        assert_eq!(found, Correction::Nothing);
    }

    #[test]
    fn age_16_a_child_without_authorization_is_suspended_now_and_purged_on_day_fourteen() {
        for (context, notified) in [
            (AccountContext::SchoolManaged, Notified::School),
            (AccountContext::HomeManaged, Notified::KnownParent),
        ] {
            let found = corrected(AgeBand::Child, Coverage::Lacking, context);
            let expected = Correction::InadvertentCollection {
                suspended_at: now(),
                purged_at: "2026-12-05T09:00:00Z".parse().unwrap(),
                notified,
            };
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn age_16_a_person_who_was_no_child_is_not_concerned() {
        for band in [AgeBand::TeenBelowDca, AgeBand::Teen, AgeBand::Adult] {
            let found = corrected(band, Coverage::Lacking, AccountContext::HomeManaged);
            assert_eq!(found, Correction::Nothing);
        }
    }
}

//! Who was erased and must not be registered again by others.
//!
//! A mark is a keyed digest of what would name the person again: the key of a roster, or an address. It
//! holds against what would bring somebody back without asking them, a roster. Who opens an account of
//! their own, or answers an invitation, may.

use chrono::{DateTime, Months, Utc};

use crate::backups::erased::ErasureCause;

crate::text_enum! {
    /// What a mark was made of.
    pub enum SuppressionKind {
        /// The key of a person in the district's roster.
        RosterKey = "roster_key",
        /// An adult's e-mail address.
        Address = "address",
    }
}

crate::text_enum! {
    /// Why somebody may be registered again.
    pub enum LiftReason {
        /// The person, or the family, comes back and wants to be registered.
        CameBack = "came_back",
        /// The account was erased by mistake.
        ErasedByMistake = "erased_by_mistake",
    }
}

/// Whether an erasure leaves a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The person is not to come back.
    Left,
    /// What was erased may be there again as soon as there is a ground for it.
    None,
}

/// Whether an erasure leaves a mark: if a person, a parent or a school wanted it. Where data ended
/// because a time or an agreement was over, or because it was there by mistake, nobody said that the
/// person shall not come back.
pub const fn mark_of(cause: ErasureCause) -> Mark {
    match cause {
        ErasureCause::Requested
        | ErasureCause::ParentRequested
        | ErasureCause::AuthorizationRevoked
        | ErasureCause::ConsentWithdrawn => Mark::Left,
        ErasureCause::AgreementEnded
        | ErasureCause::ConsentVoid
        | ErasureCause::ConsentRefused
        | ErasureCause::AgeCorrected
        | ErasureCause::OpenedByMistake
        | ErasureCause::TimeOver => Mark::None,
    }
}

/// For how many months a mark is kept.
pub const KEPT_MONTHS: u32 = 60;

/// When a mark ends that was made at this instant.
pub fn ends_at(recorded_at: DateTime<Utc>) -> DateTime<Utc> {
    recorded_at
        .checked_add_months(Months::new(KEPT_MONTHS))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        retention::{rule::RetentionRule, schedule::row, span::Span},
        text_enum::TextEnum as _,
    };

    #[test]
    fn ret_02_a_mark_is_left_by_whose_wish_it_was_and_by_nothing_else() {
        let left: Vec<&str> = ErasureCause::ALL
            .iter()
            .filter(|cause| mark_of(**cause) == Mark::Left)
            .map(|cause| cause.as_str())
            .collect();
        let wished = [
            "requested",
            "parent_requested",
            "authorization_revoked",
            "consent_withdrawn",
        ];
        assert_eq!(left, wished);
    }

    #[test]
    fn ret_02_a_mark_ends_after_five_years_as_the_schedule_says() {
        let spans: Vec<Span> = row(RetentionRule::R25)
            .stages()
            .iter()
            .map(|stage| stage.after)
            .collect();
        assert_eq!(spans, [Span::Months(60)]);
        let recorded: DateTime<Utc> = "2024-02-29T12:00:00Z".parse().unwrap();
        assert_eq!(ends_at(recorded).to_rfc3339(), "2029-02-28T12:00:00+00:00");
    }
}

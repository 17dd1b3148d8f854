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

impl SuppressionKind {
    /// The kind as a byte of what is written to the ledger.
    const fn byte(self) -> u8 {
        match self {
            Self::RosterKey => 1,
            Self::Address => 2,
        }
    }

    const fn of_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::RosterKey),
            2 => Some(Self::Address),
            _ => None,
        }
    }
}

/// A mark that an erasure left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftMark {
    /// What it was made of.
    pub kind: SuppressionKind,
    /// The keyed digest.
    pub digest: [u8; 16],
}

/// Marks as they are written down with the erasure and in the ledger: a byte of the kind, and the digest.
pub fn packed(marks: &[LeftMark]) -> Vec<u8> {
    let each = |mark: &LeftMark| [mark.kind.byte()].into_iter().chain(mark.digest);
    marks.iter().flat_map(each).collect()
}

/// Marks that were written down; `None` if they are none.
pub fn unpacked(bytes: &[u8]) -> Option<Vec<LeftMark>> {
    const EACH: usize = 17;
    let marks = bytes.chunks(EACH).map(|mark| {
        let (kind, digest) = mark.split_first()?;
        Some(LeftMark {
            kind: SuppressionKind::of_byte(*kind)?,
            digest: digest.try_into().ok()?,
        })
    });
    marks.collect()
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
    fn ret_02_marks_are_read_as_they_were_written_and_nothing_else_is() {
        let marks: Vec<LeftMark> = SuppressionKind::ALL
            .iter()
            .map(|kind| LeftMark {
                kind: *kind,
                digest: [kind.byte(); 16],
            })
            .collect();
        let bytes = packed(&marks);
        assert_eq!(unpacked(&bytes), Some(marks));
        assert_eq!(unpacked(&[]), Some(Vec::new()));
        assert_eq!(unpacked(&bytes[1..]), None);
        assert_eq!(unpacked(&[3; 17]), None);
    }

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

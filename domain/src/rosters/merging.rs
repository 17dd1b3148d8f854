//! Whether two accounts may be made one: the one that a roster made under a new key, and the one of the
//! same person, who left under another key.

use chrono::{DateTime, Utc};

use crate::{accounts::credentials::PersonKind, ids::UserId};

/// How an account stands to rosters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RosterStanding {
    /// A roster names its person now.
    Named,
    /// Rosters named its person until then.
    Left(DateTime<Utc>),
    /// No roster names its person, or it was merged.
    Unknown,
}

/// What the right to merge an account depends on.
#[derive(Clone, Copy, Debug)]
pub struct MergeSide {
    /// Whose it is.
    pub user: UserId,
    /// Student or staff.
    pub kind: PersonKind,
    /// How it stands to rosters.
    pub standing: RosterStanding,
    /// Whether it opens anything: a role or a place in a class, in force or to come.
    pub is_in_use: bool,
    /// Whether its person made something with it that would stay behind.
    pub has_work: bool,
    /// Whether somebody closed it who may: it is locked, suspended, or hidden until it is deleted.
    pub is_closed: bool,
}

/// Why two accounts are not merged, or stay merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeRefusal {
    /// One of the accounts is the caller's own.
    Own,
    /// One of the accounts is a student's and the other one staff's.
    KindsDiffer,
    /// The account to be kept is not one of a person who left the roster, or has a role or class.
    NotLeft,
    /// The roster does not name the person now whose place in it is to be moved.
    NotNamed,
    /// The account has work of its own, which would stay behind.
    HasWork,
    /// One of the accounts is locked, suspended, or hidden until it is deleted.
    Closed,
    /// It is undone already, or another merge of the account came after it.
    NotTheLast,
    /// The username or the address of the merged account is another person's now.
    LoginTaken,
}

/// Whether what a roster says of `merged` becomes that of `kept`, on the word of `by`. The account that
/// is kept opens nothing any more, so it gets what the other one has and gives it nothing.
///
/// # Errors
/// The first [`MergeRefusal`].
pub fn may_merge(by: UserId, kept: &MergeSide, merged: &MergeSide) -> Result<(), MergeRefusal> {
    if by == kept.user || by == merged.user {
        return Err(MergeRefusal::Own);
    }
    if kept.kind != merged.kind {
        return Err(MergeRefusal::KindsDiffer);
    }
    // What a parent, the school or the person had closed is opened by no roster (SCH-06, SCH-07, RET-06).
    if kept.is_closed || merged.is_closed {
        return Err(MergeRefusal::Closed);
    }
    if !matches!(kept.standing, RosterStanding::Left(_)) || kept.is_in_use {
        return Err(MergeRefusal::NotLeft);
    }
    if merged.standing != RosterStanding::Named {
        return Err(MergeRefusal::NotNamed);
    }
    if merged.has_work {
        return Err(MergeRefusal::HasWork);
    }
    Ok(())
}

/// Whether a merge can be undone: `kept` is as it was merged, and `has_work` says whether its person
/// made something with it since, which would stay behind.
///
/// # Errors
/// The first [`MergeRefusal`].
pub fn may_undo(by: UserId, kept: &MergeSide, merged: &MergeSide) -> Result<(), MergeRefusal> {
    if by == kept.user || by == merged.user {
        return Err(MergeRefusal::Own);
    }
    if kept.is_closed || merged.is_closed {
        return Err(MergeRefusal::Closed);
    }
    if kept.standing != RosterStanding::Named {
        return Err(MergeRefusal::NotNamed);
    }
    if kept.has_work {
        return Err(MergeRefusal::HasWork);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn user(number: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(number))
    }

    fn side(number: u128, standing: RosterStanding) -> MergeSide {
        MergeSide {
            user: user(number),
            kind: PersonKind::Student,
            standing,
            is_in_use: standing == RosterStanding::Named,
            has_work: false,
            is_closed: false,
        }
    }

    fn closed(side: MergeSide) -> MergeSide {
        MergeSide {
            is_closed: true,
            ..side
        }
    }

    #[test]
    fn only_who_left_gets_what_a_roster_says_of_a_newcomer_of_the_same_kind() {
        let kept = side(1, RosterStanding::Left(DateTime::UNIX_EPOCH));
        let merged = side(2, RosterStanding::Named);
        assert_eq!(may_merge(user(3), &kept, &merged), Ok(()));
        let staff = |side| MergeSide {
            kind: PersonKind::Adult,
            ..side
        };
        let in_use = |side| MergeSide {
            is_in_use: true,
            ..side
        };
        let with_work = |side| MergeSide {
            has_work: true,
            ..side
        };
        for (by, kept, merged, refusal) in [
            (1, kept, merged, MergeRefusal::Own),
            (2, kept, merged, MergeRefusal::Own),
            (3, staff(kept), merged, MergeRefusal::KindsDiffer),
            (3, kept, staff(merged), MergeRefusal::KindsDiffer),
            (3, closed(kept), merged, MergeRefusal::Closed),
            (3, kept, closed(merged), MergeRefusal::Closed),
            (3, in_use(kept), merged, MergeRefusal::NotLeft),
            (
                3,
                side(1, RosterStanding::Named),
                merged,
                MergeRefusal::NotLeft,
            ),
            (
                3,
                side(1, RosterStanding::Unknown),
                merged,
                MergeRefusal::NotLeft,
            ),
            (
                3,
                kept,
                side(2, RosterStanding::Unknown),
                MergeRefusal::NotNamed,
            ),
            (3, kept, kept, MergeRefusal::NotNamed),
            (3, kept, with_work(merged), MergeRefusal::HasWork),
        ] {
            assert_eq!(may_merge(user(by), &kept, &merged), Err(refusal));
        }
        assert_eq!(may_merge(user(3), &with_work(kept), &merged), Ok(()));
    }

    #[test]
    fn a_merge_is_undone_while_its_person_is_in_the_roster_and_made_nothing_since() {
        let kept = side(1, RosterStanding::Named);
        let merged = side(2, RosterStanding::Unknown);
        assert_eq!(may_undo(user(3), &kept, &merged), Ok(()));
        let worked = MergeSide {
            has_work: true,
            ..kept
        };
        let left = side(1, RosterStanding::Left(DateTime::UNIX_EPOCH));
        assert_eq!(may_undo(user(2), &kept, &merged), Err(MergeRefusal::Own));
        for (kept, merged) in [(closed(kept), merged), (kept, closed(merged))] {
            let undone = may_undo(user(3), &kept, &merged);
            assert_eq!(undone, Err(MergeRefusal::Closed));
        }
        assert_eq!(
            may_undo(user(3), &worked, &merged),
            Err(MergeRefusal::HasWork)
        );
        assert_eq!(
            may_undo(user(3), &left, &merged),
            Err(MergeRefusal::NotNamed)
        );
    }
}

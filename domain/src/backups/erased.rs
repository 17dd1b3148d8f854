//! What the ledger of erasures says of one erasure, and whether a restored database has to repeat it.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

crate::text_enum! {
    /// What was erased for good.
    pub enum ErasedPart {
        /// A person: the account if there was one, what was held of them, and the key under which it was
        /// sealed.
        Person = "person",
        /// What a learner did and what was said of it (D6 to D8a, D7, D11). The account stayed.
        LearningHistory = "learning_history",
    }
}

crate::text_enum! {
    /// By what it came to the erasure.
    pub enum ErasureCause {
        /// A request about one's data was granted (RTS-04).
        Requested = "requested",
        /// A parent asked at the school's desk (SCH-07).
        ParentRequested = "parent_requested",
        /// A school revoked its authorization for the student (SCH-06).
        AuthorizationRevoked = "authorization_revoked",
        /// The agreement with the school ended (RET-05).
        AgreementEnded = "agreement_ended",
        /// A parent took a consent back and wanted the data deleted (VPC-07).
        ConsentWithdrawn = "consent_withdrawn",
        /// Nobody had agreed, or nobody could be told (VPC-02).
        ConsentVoid = "consent_void",
        /// A parent refused, or did not answer in time.
        ConsentRefused = "consent_refused",
        /// Data was held of which a corrected age shows that it should not have been collected (AGE-16).
        AgeCorrected = "age_corrected",
        /// The account was opened by mistake.
        OpenedByMistake = "opened_by_mistake",
        /// The time was over for which it is kept (R-01 to, SCH-04).
        TimeOver = "time_over",
    }
}

/// An erasure that is complete, in opaque ids: nothing in it names a person who is held anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    /// Its own id.
    pub id: Uuid,
    /// The organization of whom it is about.
    pub organization: Uuid,
    /// Whom it is about: an id that is nobody's any more, unless only a part was erased.
    pub subject: Uuid,
    /// What was erased.
    pub part: ErasedPart,
    /// By what.
    pub cause: ErasureCause,
    /// The instant of the transaction that erased it.
    pub at: DateTime<Utc>,
    /// The marks that it left, so that a roster does not bring the person back: kinds and keyed
    /// digests, which say nothing without the key of the organization.
    pub marks: Vec<u8>,
}

/// How long a transaction may take at most: an erasure with an earlier instant than that before a backup
/// is in the backup.
pub const TRANSACTION_TAKES: TimeDelta = TimeDelta::hours(24);

/// How the database that was restored stands to an erasure of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownHere {
    /// It holds the erasure's own row, so the erasure was done in it.
    Yes,
    /// It holds none.
    No,
}

/// Whether an erasure is repeated in a restored database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// It is.
    Repeat,
    /// What is there was not there when it was done, or it was done in it.
    LeaveAlone,
}

/// Whether an erasure is repeated in a database as it was at the instant of its backup (RET-04). A person
/// who was erased is nobody again, whenever that was. What a learner did is deleted only if the erasure
/// came after the backup: what is in an older one was done since.
pub fn replay(erased: &Erased, known: KnownHere, backed_up_at: DateTime<Utc>) -> Replay {
    let is_due = match erased.part {
        ErasedPart::Person => true,
        ErasedPart::LearningHistory => erased.at > backed_up_at - TRANSACTION_TAKES,
    };
    if known == KnownHere::No && is_due {
        Replay::Repeat
    } else {
        Replay::LeaveAlone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn erased(part: ErasedPart, hours: i64) -> Erased {
        Erased {
            id: Uuid::nil(),
            organization: Uuid::nil(),
            subject: Uuid::nil(),
            part,
            cause: ErasureCause::Requested,
            at: DateTime::UNIX_EPOCH + TimeDelta::hours(hours),
            marks: Vec::new(),
        }
    }

    #[test]
    fn ret_04_who_was_erased_is_erased_again_whatever_the_age_of_the_backup() {
        let backup = DateTime::UNIX_EPOCH + TimeDelta::days(34);
        for hours in [0, 34 * 24, 69 * 24] {
            let of = |known| replay(&erased(ErasedPart::Person, hours), known, backup);
            assert_eq!(of(KnownHere::No), Replay::Repeat, "{hours}");
            assert_eq!(of(KnownHere::Yes), Replay::LeaveAlone, "{hours}");
        }
    }

    #[test]
    fn ret_04_work_that_was_done_after_an_erasure_of_the_history_is_not_deleted_by_it() {
        let backup = DateTime::UNIX_EPOCH + TimeDelta::days(34);
        let of = |hours| {
            replay(
                &erased(ErasedPart::LearningHistory, hours),
                KnownHere::No,
                backup,
            )
        };
        assert_eq!(of(34 * 24 - 24), Replay::LeaveAlone);
        assert_eq!(of(34 * 24 - 23), Replay::Repeat);
        assert_eq!(of(35 * 24), Replay::Repeat);
    }
}

//! Whether something is erased, what of it, and what stays for which reason (RTS-04, RET-04).

use std::collections::BTreeSet;

use super::request::RightsRefusalReason;

crate::text_enum! {
    /// What stands against an erasure.
    pub enum ErasureBlocker {
        /// A law asks that it is kept: invoices.
        LegalObligation = "legal_obligation",
        /// It is held for a named matter.
        LegalHold = "legal_hold",
        /// Somebody looks at it, or contests it, at this time (34 CFR 99.10(e)).
        OpenInspection = "open_inspection",
        /// The school owns the record (SCH-07).
        SchoolOwnsRecord = "school_owns_record",
        /// It was de-identified and nobody can find it any more.
        Deidentified = "deidentified",
        /// It is needed for a claim.
        Claims = "claims",
    }
}

impl ErasureBlocker {
    /// Whether it keeps data for a time only. It is no ground to go on using it: an account is hidden
    /// meanwhile (RET-03).
    const fn passes(self) -> bool {
        matches!(self, Self::LegalHold | Self::OpenInspection)
    }
}

impl From<ErasureBlocker> for RightsRefusalReason {
    fn from(blocker: ErasureBlocker) -> Self {
        match blocker {
            ErasureBlocker::LegalObligation => Self::LegalObligation,
            ErasureBlocker::LegalHold => Self::LegalHold,
            ErasureBlocker::OpenInspection => Self::OpenInspection,
            ErasureBlocker::SchoolOwnsRecord => Self::SchoolOwnsRecord,
            ErasureBlocker::Deidentified => Self::Deidentified,
            ErasureBlocker::Claims => Self::Claims,
        }
    }
}

/// On which ground the data was collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollectedBy {
    /// From a child, by consent: nothing is weighed against the erasure (GDPR Art. 17(1)(f)).
    ConsentOfAChild,
    /// In another way.
    AnotherGround,
}

/// Whether something is erased.
///
/// # Errors
/// Everything that stands against it.
pub fn erase(
    blockers: &BTreeSet<ErasureBlocker>,
    collected: CollectedBy,
) -> Result<(), BTreeSet<ErasureBlocker>> {
    let weighed = |blocker: &ErasureBlocker| {
        matches!(blocker, ErasureBlocker::Claims) && collected == CollectedBy::ConsentOfAChild
    };
    let standing: BTreeSet<ErasureBlocker> = blockers
        .iter()
        .copied()
        .filter(|blocker| !weighed(blocker))
        .collect();
    if standing.is_empty() {
        Ok(())
    } else {
        Err(standing)
    }
}

/// Whether an erasure is granted. What keeps data for a time lets the end of an account wait, which is
/// hidden at once; a part is not hidden, and waits to be granted (RET-03).
///
/// # Errors
/// Everything that stands against it.
pub fn may_grant(
    scope: ErasureScope,
    blockers: &BTreeSet<ErasureBlocker>,
    collected: CollectedBy,
) -> Result<(), BTreeSet<ErasureBlocker>> {
    let waits = |blocker: &ErasureBlocker| match scope {
        ErasureScope::Account => blocker.passes(),
        ErasureScope::LearningHistory => false,
    };
    let against: BTreeSet<ErasureBlocker> = blockers
        .iter()
        .copied()
        .filter(|blocker| !waits(blocker))
        .collect();
    erase(&against, collected)
}

crate::text_enum! {
    /// How much is erased.
    pub enum ErasureScope {
        /// The account, and everything in it.
        Account = "account",
        /// Progress, work and assessment (D6 to D8a, D7, D11). The account stays, and what follows from
        /// progress begins at nothing.
        LearningHistory = "learning_history",
    }
}

crate::text_enum! {
    /// What becomes of rows.
    pub enum ErasureFate {
        /// They are deleted, and the key under which they were sealed is destroyed.
        Deleted = "deleted",
        /// They stay for others, without anything that names the person.
        Anonymized = "anonymized",
        /// They stay, for a reason.
        Kept = "kept",
    }
}

crate::text_enum! {
    /// Why rows stay.
    pub enum KeptBecause {
        /// They prove that data was collected lawfully (D16, R-16, R-24).
        ProofOfConsent = "proof_of_consent",
        /// They are the log of who did and saw what, by ids (D17, R-21).
        AuditLog = "audit_log",
        /// They are not of what was asked to be erased.
        NotAskedFor = "not_asked_for",
        /// They belong to the records of students, or to classes that use them.
        OthersNeedIt = "others_need_it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    #[test]
    fn rts_04_each_of_six_blockers_stands_against_an_erasure() {
        let none = BTreeSet::new();
        assert_eq!(erase(&none, CollectedBy::AnotherGround), Ok(()));
        for blocker in ErasureBlocker::ALL {
            let one: BTreeSet<ErasureBlocker> = [*blocker].into();
            assert_eq!(erase(&one, CollectedBy::AnotherGround), Err(one.clone()));
            let all: BTreeSet<ErasureBlocker> = ErasureBlocker::ALL.iter().copied().collect();
            assert!(erase(&all, CollectedBy::AnotherGround).is_err_and(|them| them == all));
        }
    }

    #[test]
    fn rts_04_what_a_child_consented_to_is_erased_without_weighing() {
        for blocker in ErasureBlocker::ALL {
            let verdict = erase(&[*blocker].into(), CollectedBy::ConsentOfAChild);
            let weighed = *blocker == ErasureBlocker::Claims;
            assert_eq!(verdict.is_ok(), weighed, "{blocker:?}");
        }
    }

    #[test]
    fn ret_03_what_keeps_data_for_a_time_does_not_keep_an_account_open() {
        for blocker in ErasureBlocker::ALL {
            let one: BTreeSet<ErasureBlocker> = [*blocker].into();
            let by = CollectedBy::AnotherGround;
            let account = may_grant(ErasureScope::Account, &one, by);
            assert_eq!(account.is_ok(), blocker.passes(), "{blocker:?}");
            let part = may_grant(ErasureScope::LearningHistory, &one, by);
            assert_eq!(part, Err(one), "{blocker:?}");
        }
        let all: BTreeSet<ErasureBlocker> = ErasureBlocker::ALL.iter().copied().collect();
        let account = may_grant(ErasureScope::Account, &all, CollectedBy::ConsentOfAChild);
        assert!(account.is_err_and(|them| !them.contains(&ErasureBlocker::LegalHold)));
    }

    #[test]
    fn rts_04_every_blocker_is_a_reason_that_a_person_is_told() {
        for blocker in ErasureBlocker::ALL {
            let reason = RightsRefusalReason::from(*blocker);
            assert_eq!(reason.as_str(), blocker.as_str());
        }
    }
}

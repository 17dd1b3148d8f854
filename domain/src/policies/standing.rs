//! What an adult's account may change, by the versions of the policy that it accepted (POL-04, POL-05).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    acceptance::AcceptanceNeeded,
    gate::{AcceptanceState, NewStudents, PolicyFacts, PolicyGate, new_students, policy_gate},
};
use crate::{
    access::ActionKind,
    organizations::purpose::Purpose,
    parameters::choices::{POLICY_REMINDER, POLICY_TEACHER_GRACE},
};

/// A version that each adult accepts by an act of their own: the first, and each with a material
/// change after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BindingVersion {
    /// The first part of its number.
    pub major: u16,
    /// From when on it is in force.
    pub effective_at: DateTime<Utc>,
    /// The purposes for which data is used otherwise than by the version before, so that an earlier
    /// consent does not cover it (VPC-09). None of the first.
    pub changed: BTreeSet<Purpose>,
}

/// What an account says for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountFacts {
    /// The first part of the highest number that was accepted; `None` if nothing was.
    pub accepted: Option<u16>,
    /// When the account was opened: nobody is asked before that.
    pub opened_at: DateTime<Utc>,
}

/// How an account stands to the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyStanding {
    /// What the account may do.
    pub gate: PolicyGate,
    /// Whether it may add students.
    pub new_students: NewStudents,
    /// The earliest version that is in force and not accepted; the end of the time in which the
    /// account is reminded of it. `None` where the gate is open.
    pub missing: Option<MissingAcceptance>,
}

/// A version that an account has yet to accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingAcceptance {
    /// The first part of its number.
    pub major: u16,
    /// Until when the account is reminded and may change everything.
    pub accept_by: DateTime<Utc>,
}

/// The change waits for the acceptance of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the policy is to be accepted first")]
pub struct AcceptFirst;

impl PolicyStanding {
    /// That of an account of which no acceptance is asked: a student's, for whom school or parent
    /// accepts, and an operator's.
    pub const OPEN: Self = Self {
        gate: PolicyGate::Ok,
        new_students: NewStudents::Allowed,
        missing: None,
    };

    /// How an adult's account stands to these versions at an instant. The earliest that it has not
    /// accepted counts.
    pub fn of(versions: &[BindingVersion], account: AccountFacts, now: DateTime<Utc>) -> Self {
        let missing = versions
            .iter()
            .filter(|version| version.effective_at <= now)
            .filter(|version| {
                account
                    .accepted
                    .is_none_or(|accepted| accepted < version.major)
            })
            .min_by_key(|version| version.effective_at);
        let Some(missing) = missing else {
            return Self::OPEN;
        };
        let facts = PolicyFacts {
            needed: AcceptanceNeeded::OwnAct,
            state: AcceptanceState::Silent,
            effective_at: missing.effective_at.max(account.opened_at),
            reminder: POLICY_REMINDER.default,
            teacher_grace: POLICY_TEACHER_GRACE.default,
        };
        Self {
            gate: policy_gate(&facts, now),
            new_students: new_students(&facts, now),
            missing: Some(MissingAcceptance {
                major: missing.major,
                accept_by: facts.effective_at + facts.reminder,
            }),
        }
    }

    /// Whether the account may make a change by this action. Reading is never refused.
    ///
    /// # Errors
    /// [`AcceptFirst`].
    pub fn allows_change(&self, action: ActionKind) -> Result<(), AcceptFirst> {
        match (effect(action), self.gate, self.new_students) {
            (ChangeUnderGate::Open, ..) => Ok(()),
            (ChangeUnderGate::AddsStudents, _, NewStudents::AfterAcceptance)
            | (_, PolicyGate::ReadOnly, _) => Err(AcceptFirst),
            (_, PolicyGate::Ok | PolicyGate::Remind | PolicyGate::OldPurposesOnly, _) => Ok(()),
        }
    }

    /// Whether the account may lower somebody's privacy in the settings. Settings stay open to an account
    /// that is read-only so that it may raise it.
    ///
    /// # Errors
    /// [`AcceptFirst`].
    pub fn allows_less_privacy(&self) -> Result<(), AcceptFirst> {
        match self.gate {
            PolicyGate::ReadOnly => Err(AcceptFirst),
            PolicyGate::Ok | PolicyGate::Remind | PolicyGate::OldPurposesOnly => Ok(()),
        }
    }
}

/// What the gate makes of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ChangeUnderGate {
    /// It stays open: it raises privacy in the settings (what lowers it:
    /// [`PolicyStanding::allows_less_privacy`]), ends access or a consent, carries out what a parent asks for,
    /// corrects what is held of a student, keeps or ends data as a law or the schedule asks, accepts the policy,
    /// or secures an account. Silence takes no right away.
    Open,
    /// It is closed with the rest.
    Closed,
    /// It brings students, for which more is asked.
    AddsStudents,
}

fn effect(action: ActionKind) -> ChangeUnderGate {
    use ActionKind as K;
    match action {
        K::AcceptPolicy
        | K::RevokeOwnSessions
        | K::ChangeOwnSettings
        | K::ChangeStudentSettings
        | K::DecideSettingChange
        | K::ChangeOwnPassword
        | K::WithdrawConsent
        | K::EndAgreement
        | K::EndStaffRole
        | K::EndDistrictStaff
        | K::EndClassStaff
        | K::EndEnrollment
        | K::RevokeJoinCode
        | K::RevokeStudent
        | K::ManageParentRequests
        | K::ManageGuardians
        | K::ManageOwnGuardianships
        | K::RecordDisclosures
        | K::ManageLegalProcess
        | K::ManageEmergencies
        | K::ManageAnnualNotices
        | K::EndDirectoryDesignation
        | K::ChooseDirectory
        | K::ContestRecord
        | K::DecideAmendment
        | K::CloseAmendment
        | K::InviteToRecord
        | K::PrintEducationRecord
        | K::AskForExplanation
        | K::ReviewAccuracy
        | K::FileRequest
        | K::DecideRequest
        | K::KeepRequestClock
        | K::UndoErasure
        | K::LiftRestriction
        | K::ManageHolds
        | K::ManageRetentionRuns
        | K::RemoveStudent
        | K::ResetStudentCredential
        | K::ResetStaffCredential
        | K::UpdateStudent
        | K::RecordAgeEvidence
        | K::ResolveAgeReview
        | K::AskForOwnExport
        | K::ExportStudent
        | K::ExportSchool
        | K::FetchOwnExport => ChangeUnderGate::Open,
        K::CreateStudents
        | K::CreateSandboxStudents
        | K::LeaveSandbox
        | K::EnrollStudent
        | K::ApplyRoster => ChangeUnderGate::AddsStudents,
        _ => ChangeUnderGate::Closed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_enum::TextEnum as _;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn versions() -> [BindingVersion; 2] {
        [(1, "2026-08-01T00:00:00Z"), (2, "2026-10-01T00:00:00Z")].map(|(major, at)| {
            BindingVersion {
                major,
                effective_at: instant(at),
                changed: BTreeSet::new(),
            }
        })
    }

    fn standing(accepted: Option<u16>, opened_at: &str, now: &str) -> PolicyStanding {
        let account = AccountFacts {
            accepted,
            opened_at: instant(opened_at),
        };
        PolicyStanding::of(&versions(), account, instant(now))
    }

    #[test]
    fn pol_05_who_accepted_the_version_in_force_changes_everything() {
        let open = standing(Some(2), "2026-08-15T00:00:00Z", "2027-08-15T00:00:00Z");
        assert_eq!(open, PolicyStanding::OPEN);
        let before_it_holds = standing(Some(1), "2026-08-15T00:00:00Z", "2026-09-30T23:59:59Z");
        assert_eq!(before_it_holds, PolicyStanding::OPEN);
    }

    #[test]
    fn pol_05_a_new_account_is_asked_from_its_first_day_and_not_before() {
        let opened = "2027-01-10T09:00:00Z";
        for (now, gate) in [
            (opened, PolicyGate::Remind),
            ("2027-01-24T08:59:59Z", PolicyGate::Remind),
            ("2027-01-24T09:00:00Z", PolicyGate::ReadOnly),
        ] {
            let standing = standing(None, opened, now);
            assert_eq!(standing.gate, gate, "{now}");
            let accept_by = standing.missing.map(|missing| missing.accept_by);
            assert_eq!(accept_by, Some(instant("2027-01-24T09:00:00Z")));
        }
    }

    #[test]
    fn pol_05_of_two_versions_that_were_not_accepted_the_earlier_counts() {
        let standing = standing(None, "2026-08-01T00:00:00Z", "2026-10-02T00:00:00Z");
        assert_eq!(standing.gate, PolicyGate::ReadOnly);
        assert_eq!(standing.missing.map(|missing| missing.major), Some(1));
    }

    #[test]
    fn pol_05_silence_lowers_nobodys_privacy() {
        let silent = standing(Some(1), "2026-08-15T00:00:00Z", "2026-10-15T00:00:00Z");
        let decides = silent.allows_change(ActionKind::DecideSettingChange);
        assert_eq!(decides, Ok(()));
        assert_eq!(silent.allows_less_privacy(), Err(AcceptFirst));
        let reminded = standing(Some(1), "2026-08-15T00:00:00Z", "2026-10-02T00:00:00Z");
        assert_eq!(reminded.allows_less_privacy(), Ok(()));
        assert_eq!(PolicyStanding::OPEN.allows_less_privacy(), Ok(()));
    }

    #[test]
    fn pol_05_silence_closes_changes_and_takes_no_right_away() {
        let silent = standing(Some(1), "2026-08-15T00:00:00Z", "2026-10-15T00:00:00Z");
        assert_eq!(silent.gate, PolicyGate::ReadOnly);
        for action in [
            ActionKind::AcceptPolicy,
            ActionKind::WithdrawConsent,
            ActionKind::RevokeOwnSessions,
            ActionKind::EndAgreement,
            ActionKind::RevokeStudent,
            ActionKind::ManageParentRequests,
            ActionKind::FileRequest,
            ActionKind::DecideRequest,
            ActionKind::KeepRequestClock,
            ActionKind::UndoErasure,
            ActionKind::LiftRestriction,
            ActionKind::ManageHolds,
            ActionKind::ManageRetentionRuns,
            ActionKind::RemoveStudent,
            ActionKind::ResetStudentCredential,
            ActionKind::ResetStaffCredential,
            ActionKind::UpdateStudent,
            ActionKind::RecordAgeEvidence,
            ActionKind::ResolveAgeReview,
            ActionKind::AskForOwnExport,
            ActionKind::ExportStudent,
            ActionKind::ExportSchool,
            ActionKind::FetchOwnExport,
        ] {
            assert_eq!(silent.allows_change(action), Ok(()), "{action:?}");
        }
        for action in [ActionKind::UpdateClass, ActionKind::CreateStudents] {
            assert_eq!(silent.allows_change(action), Err(AcceptFirst), "{action:?}");
        }
        let open = ActionKind::ALL
            .iter()
            .all(|action| PolicyStanding::OPEN.allows_change(*action).is_ok());
        assert!(open);
    }
}

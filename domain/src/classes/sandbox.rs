//! What a class of a school without an agreement is allowed (SCH-04).
//!
//! Nothing is held in it but an alias and what the service needs to work (16 CFR 312.5(c)(7), AGE-10), so
//! whatever would add to that is refused, also what is not known here.

use chrono::{DateTime, Utc};

use crate::{
    access::{ActionKind, Relationship, is_about_a_student},
    organizations::{authorization::AuthorizingSchool, consent_mode::ConsentMode},
    parameters::choices::{SANDBOX_IDLE, SANDBOX_SEATS},
};

/// Why a school opens no sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SandboxRefusal {
    /// It has an agreement in force: its classes are ordinary.
    AgreementInForce,
    /// In its district only parents agree (SCH-01): a sandbox would be a way around them.
    ParentsDecide,
}

/// Whether a school may open a sandbox at an instant. `None` is a school that never had an agreement.
pub fn may_open(
    school: Option<&AuthorizingSchool>,
    mode: ConsentMode,
    now: DateTime<Utc>,
) -> Result<(), SandboxRefusal> {
    collects(mode)?;
    match school {
        Some(school) if school.has_agreement_in_force(now) => Err(SandboxRefusal::AgreementInForce),
        Some(_) | None => Ok(()),
    }
}

/// Whether a sandbox that is there takes students, and what they do.
pub const fn collects(mode: ConsentMode) -> Result<(), SandboxRefusal> {
    match mode {
        ConsentMode::SchoolAuthorization => Ok(()),
        ConsentMode::ParentConsentOnly => Err(SandboxRefusal::ParentsDecide),
    }
}

/// How many more students a sandbox takes that holds data of so many.
pub fn seats_left(held: usize) -> u16 {
    let held = u16::try_from(held).unwrap_or(u16::MAX);
    SANDBOX_SEATS.default.saturating_sub(held)
}

/// The instant at which everything of a sandbox ends that was last used at another.
pub fn purge_at(last_used_at: DateTime<Utc>) -> DateTime<Utc> {
    last_used_at + SANDBOX_IDLE.default
}

/// Whether an action is asked about where a person in this relationship does it: those that are done to
/// one student, and a student's own.
pub fn concerns(action: ActionKind, relationship: Relationship) -> bool {
    let is_own = matches!(
        relationship,
        Relationship::StudentThemself | Relationship::EligibleStudent
    );
    is_own || is_about_a_student(action)
}

/// Whether an action may be done to, or by, a student of a sandbox. What is not named here may not.
pub const fn is_open_to(action: ActionKind) -> bool {
    use ActionKind as K;
    matches!(
        action,
        // To learn, and to teach.
        K::RecordProgress
            | K::ReadOwnProgress
            | K::SuggestNextLesson
            | K::ReadStudentWork
            | K::GiveFeedback
            | K::ReadStudent
            | K::ReadPerson
            | K::ListStudentClasses
            | K::ListOwnClasses
            | K::EndEnrollment
            | K::RemoveStudent
            | K::ResetStudentCredential
            // To see one's account, and to end what it has open.
            | K::ReadOwnProfile
            | K::ListOwnSessions
            | K::RevokeOwnSessions
            | K::ReadOwnPolicies
            | K::ReadOwnSettings
            | K::ReadOwnAge
            | K::ReadOwnRetention
            | K::ReadStudentAge
            | K::ReadStudentSettings
            | K::ReadStudentSettingChanges
            // To exercise rights over what is held, and to answer them.
            | K::FileRequest
            | K::PlanErasure
            | K::ListRequests
            | K::ReadRequest
            | K::DecideRequest
            | K::KeepRequestClock
            | K::UndoErasure
            | K::LiftRestriction
            | K::AskForOwnExport
            | K::ReadOwnExports
            | K::FetchOwnExport
            | K::ExportStudent
            | K::ReadEducationRecord
            | K::PrintEducationRecord
            | K::ReadAccessLog
            | K::ReadDisclosures
            | K::ReadDirectoryChoices
            | K::ReadAmendments
            | K::ReadLegalProcess
            | K::ManageLegalProcess
    )
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn sch_04_forty_students_have_a_seat_and_the_forty_first_has_none() {
        let left = [0, 39, 40, 41, usize::MAX].map(seats_left);
        assert_eq!(left, [40, 1, 0, 0, 0]);
    }

    #[test]
    fn sch_04_everything_ends_thirty_days_after_the_last_use() {
        let used = instant("2026-09-21T15:00:00Z");
        assert_eq!(purge_at(used), instant("2026-10-21T15:00:00Z"));
        assert!(purge_at(used) - TimeDelta::seconds(1) < instant("2026-10-21T15:00:00Z"));
    }

    #[test]
    fn sch_04_a_school_that_never_agreed_opens_a_sandbox_unless_only_parents_agree() {
        let now = instant("2026-09-21T15:00:00Z");
        let of = |mode| may_open(None, mode, now);
        assert_eq!(of(ConsentMode::SchoolAuthorization), Ok(()));
        assert_eq!(
            of(ConsentMode::ParentConsentOnly),
            Err(SandboxRefusal::ParentsDecide)
        );
    }

    #[test]
    fn sch_04_what_would_add_to_an_alias_is_closed() {
        let closed = [
            ActionKind::UpdateStudent,
            ActionKind::ManageStudentLogin,
            ActionKind::EnrollStudent,
            ActionKind::RecordAgeEvidence,
            ActionKind::ReportAgeSignal,
            ActionKind::ManageGuardians,
            ActionKind::ChangeOwnSettings,
            ActionKind::ChangeStudentSettings,
            ActionKind::RecordDisclosures,
            ActionKind::GrantSupport,
        ];
        assert!(closed.iter().all(|action| !is_open_to(*action)));
    }

    #[test]
    fn sch_04_rights_over_what_is_held_stay_open() {
        let open = [
            ActionKind::FileRequest,
            ActionKind::AskForOwnExport,
            ActionKind::ReadEducationRecord,
            ActionKind::RemoveStudent,
        ];
        assert!(open.iter().all(|action| is_open_to(*action)));
    }

    #[test]
    fn what_students_and_others_do_to_one_student_is_asked_about() {
        let own = Relationship::StudentThemself;
        assert!(concerns(ActionKind::ChangeOwnSettings, own));
        let teacher = Relationship::TeacherOfRecord;
        assert!(concerns(ActionKind::UpdateStudent, teacher));
        assert!(!concerns(ActionKind::UpdateClass, teacher));
        let adult = Relationship::Themself;
        assert!(!concerns(ActionKind::ChangeOwnSettings, adult));
    }
}

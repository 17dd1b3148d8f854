//! The rule behind a refusal, for whoever may know of the subject.

use domain::access::{action::ActionKind, is_about_a_student};

use super::{conflict_reason::ConflictReason, kind::ProblemKind};

domain::text_enum! {
    /// The rule by which something is refused, by its id on the page of rules.
    pub enum RefusingRule {
        /// At eighteen the rights over the record pass to the student (34 CFR 99.5).
        Age14 = "AGE-14",
        /// A student whose age nothing covers is suspended until a consent or an agreement does
        /// (16 CFR 312.5).
        Age16 = "AGE-16",
        /// Rights over the record are of each verified guardian, and are not removed by accident
        /// (34 CFR 99.4).
        Fer02 = "FER-02",
        /// What of a school's record exists is not removed by a mistake (34 CFR 99.31(a)(1)).
        Fer03 = "FER-03",
        /// Each role sees and changes of a student what the access matrix says (34 CFR 99.31).
        Fer04 = "FER-04",
        /// A record that is inspected is explained, and nothing of it is destroyed (34 CFR 99.10).
        Fer10 = "FER-10",
        /// An emergency is recorded with its threat, and ends by itself (34 CFR 99.36).
        Fer12 = "FER-12",
        /// A legal process is checked by two, and the family is told before anything is disclosed
        /// (34 CFR 99.31(a)(9)).
        Fer13 = "FER-13",
        /// A contested part is decided about, heard and corrected step by step (34 CFR 99.20 to 99.22).
        Fer14 = "FER-14",
        /// The annual notice is given, and holds for twelve months (34 CFR 99.7).
        Fer15 = "FER-15",
        /// Directory information is released as it was designated, and not where it is refused
        /// (34 CFR 99.37).
        Fer16 = "FER-16",
        /// No number is published that tells of fewer than ten students (34 CFR 99.31(b)(1)).
        Fer18 = "FER-18",
        /// The policy is accepted before anything is changed.
        Pol05 = "POL-05",
        /// What a hold or an open request keeps is not ended.
        Ret03 = "RET-03",
        /// What was erased is restored within its time, and under a ground alone.
        Ret06 = "RET-06",
        /// Requests are answered by their clocks (GDPR Art. 12(3); 34 CFR 99.10(b)).
        Rts01 = "RTS-01",
        /// A restriction is lifted by who asked for it or after notice (GDPR Art. 18(3)).
        Rts02 = "RTS-02",
        /// Settings protect by default, and what lowers a child's privacy waits (UK Children's Code 7).
        Rts05 = "RTS-05",
        /// The school reviews the accuracy of records once a session.
        Rts06 = "RTS-06",
        /// The school authorizes under an agreement that covers the work (16 CFR 312.5).
        Sch02 = "SCH-02",
        /// A teacher attests for the class and the session.
        Sch03 = "SCH-03",
        /// A class of a school without an agreement holds aliases only (16 CFR 312.5(c)(7)).
        Sch04 = "SCH-04",
        /// Thirty days after an agreement ended, the school takes nothing out any more.
        Sch06 = "SCH-06",
        /// A school answers what a parent asks for, and forwards a deletion (16 CFR 312.6).
        Sch07 = "SCH-07",
        /// A parent's consent is asked for once, and answered in its time (16 CFR 312.5).
        Vpc02 = "VPC-02",
    }
}

/// The rule by which the policy refuses an action to a caller who may know of the subject.
pub(super) fn of_action(action: ActionKind) -> Option<RefusingRule> {
    is_about_a_student(action).then_some(RefusingRule::Fer04)
}

/// The rule behind a kind of problem.
pub(super) const fn of_kind(kind: ProblemKind) -> Option<RefusingRule> {
    match kind {
        ProblemKind::PolicyNotAccepted => Some(RefusingRule::Pol05),
        ProblemKind::SchoolAuthorizationRequired => Some(RefusingRule::Sch02),
        ProblemKind::AccountSuspended => Some(RefusingRule::Age16),
        ProblemKind::AttestationRequired => Some(RefusingRule::Sch03),
        _ => None,
    }
}

/// The rule behind a conflict; `None` if it is no rule of a law or a policy.
#[expect(clippy::too_many_lines, reason = "it is a table")]
pub(super) const fn of_conflict(reason: ConflictReason) -> Option<RefusingRule> {
    use ConflictReason as C;
    Some(match reason {
        C::StudentIsAdult => RefusingRule::Age14,
        C::GuardianshipEnded
        | C::GuardianshipDisputed
        | C::OwnGuardianship
        | C::LastGuardian
        | C::AlreadyGuardian
        | C::ContactIsGuardian
        | C::GuardianLimited => RefusingRule::Fer02,
        C::StudentHasWork | C::StudentIsElsewhere => RefusingRule::Fer03,
        C::ExplanationDue => RefusingRule::Fer10,
        C::EmergencyOver => RefusingRule::Fer12,
        C::ProcessElsewhere
        | C::SecondPersonNeeded
        | C::NoticeForbidden
        | C::NoOrderInForce
        | C::FamilyUntold
        | C::NoticePeriod
        | C::NobodyToWriteTo
        | C::OfTheFamily => RefusingRule::Fer13,
        C::AmendmentElsewhere
        | C::OwnFamily
        | C::HearingAhead
        | C::FamilyHasTime
        | C::NoSchoolKeepsRecord
        | C::TooManyAmendments => RefusingRule::Fer14,
        C::NoticeWithdrawn | C::NoticeNotCurrent => RefusingRule::Fer15,
        C::DesignationOver
        | C::TimeToRefuse
        | C::NameNotDesignated
        | C::RefusalStays
        | C::OwnPaper => RefusingRule::Fer16,
        C::TooFewStudents | C::ReleasedLately | C::TooSimilar | C::OtherReleaseForm => {
            RefusingRule::Fer18
        }
        C::HoldOver | C::ErasureBlocked => RefusingRule::Ret03,
        C::NotRestorable | C::NothingCovers => RefusingRule::Ret06,
        C::RequestElsewhere | C::NoMoreTime => RefusingRule::Rts01,
        C::NotRestricted => RefusingRule::Rts02,
        C::DraftsSwitchedOff
        | C::SettingUnchanged
        | C::SettingNotOfPerson
        | C::SettingAboveCeiling
        | C::SettingOnesOwn
        | C::SettingNotBySchool
        | C::SettingNotCovered
        | C::OtherParentObjected
        | C::SettingAskedLately
        | C::SettingChangeWaits
        | C::SettingChangeElsewhere
        | C::SettingOfFamily => RefusingRule::Rts05,
        C::SessionAhead => RefusingRule::Rts06,
        C::WorkNotCovered | C::AgreementActive | C::AgreementOver | C::AgreementEndsEarlier => {
            RefusingRule::Sch02
        }
        C::SandboxClass
        | C::SandboxStudent
        | C::NotASandbox
        | C::SandboxFull
        | C::SandboxNotOffered => RefusingRule::Sch04,
        C::ExportsClosed => RefusingRule::Sch06,
        C::AnswerNotAwaited | C::MustDelete => RefusingRule::Sch07,
        C::ChildHasAccount
        | C::AnotherForm
        | C::LaterConsent
        | C::QuestionOpen
        | C::TooManyQuestions
        | C::NoFormAwaited => RefusingRule::Vpc02,
        C::LaterVersionInForce => RefusingRule::Pol05,
        C::AnswerGone
        | C::AccountNotInvitable
        | C::AccountNotReopened
        | C::OwnLastOffice
        | C::OwnAddress
        | C::OpenedBySchool
        | C::NoPassword
        | C::NoAddress
        | C::NoSuchAccount
        | C::OwnAccount
        | C::KindsDiffer
        | C::AccountClosed
        | C::NotLeft
        | C::NotInRoster
        | C::HasOwnWork
        | C::NotTheLastMerge
        | C::LoginTaken
        | C::ImportNotStaged
        | C::ClassOver
        | C::TermOver
        | C::LastTeacherOfRecord
        | C::OwnPart
        | C::ClassChanged
        | C::PassphraseBeyondReach
        | C::UsernameBeyondReach
        | C::AccountBeyondReach
        | C::StudentIsInRoster
        | C::NoDraft
        | C::NoMoreVersions
        | C::NothingToWrite
        | C::ExportOpen
        | C::TooManyExports
        | C::ExportNotReady
        | C::ExportOver
        | C::RunNotStopped
        | C::LastAdministrator
        | C::HouseholdHasChildren => return None,
    })
}

#[cfg(test)]
mod tests {
    use domain::text_enum::TextEnum as _;

    use super::*;

    #[test]
    fn every_rule_that_a_refusal_names_is_on_the_page_of_rules() {
        let page = include_str!("../../../docs/rules.md");
        for rule in RefusingRule::ALL {
            let row = format!("| {} |", rule.as_str());
            assert!(page.contains(&row), "{} is not on the page", rule.as_str());
        }
    }

    #[test]
    fn every_rule_is_named_by_some_refusal() {
        let conflicts = ConflictReason::ALL.iter().filter_map(|it| of_conflict(*it));
        let kinds = ProblemKind::ALL.iter().filter_map(|it| of_kind(*it));
        let named: Vec<RefusingRule> = conflicts
            .chain(kinds)
            .chain([RefusingRule::Fer04])
            .collect();
        for rule in RefusingRule::ALL {
            assert!(named.contains(rule), "{}", rule.as_str());
        }
    }

    #[test]
    fn who_may_not_know_of_the_subject_is_told_no_rule() {
        assert_eq!(of_kind(ProblemKind::NotFound), None);
        assert_eq!(of_kind(ProblemKind::Unauthenticated), None);
        assert_eq!(of_kind(ProblemKind::SignInFailed), None);
    }
}

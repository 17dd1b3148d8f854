//! What may be done with data whose use is restricted (RTS-02; GDPR Art. 18): it is stored, the person and
//! those who hold the person's rights read it, and nobody else does anything with it.

use chrono::{DateTime, TimeDelta, Utc};

use super::{RequestAuthority, RightsRequestKind};
use crate::access::{ActionKind, Relationship, is_about_a_student};

crate::text_enum! {
    /// How much of what is held about a person is restricted.
    pub enum RestrictedPart {
        /// Everything.
        Everything = "everything",
        /// Progress, work, answers and assessment (D6 to D8b, D11). The person stays in their classes.
        LearningHistory = "learning_history",
    }
}

impl RestrictedPart {
    /// The part that a request of this kind asks to restrict.
    pub const fn asked_by(kind: RightsRequestKind) -> Option<Self> {
        match kind {
            RightsRequestKind::Restrict => Some(Self::Everything),
            RightsRequestKind::RestrictPart => Some(Self::LearningHistory),
            RightsRequestKind::Access
            | RightsRequestKind::Portability
            | RightsRequestKind::Correct
            | RightsRequestKind::Erase
            | RightsRequestKind::ErasePart
            | RightsRequestKind::Object => None,
        }
    }

    /// The restrictions that stop a use of this part.
    pub const fn stopped_by(self) -> &'static [Self] {
        match self {
            Self::Everything => &[Self::Everything],
            Self::LearningHistory => &[Self::Everything, Self::LearningHistory],
        }
    }
}

/// Whom a restriction stops: those who use the data of others in their work. The person, their parents and
/// what the service does for itself are not stopped.
pub const fn concerns(relationship: Relationship) -> bool {
    match relationship {
        Relationship::Teacher
        | Relationship::TeacherOfRecord
        | Relationship::CoTeacher
        | Relationship::TeachingAssistant
        | Relationship::SchoolAdmin
        | Relationship::DistrictAdmin => true,
        Relationship::Stranger
        | Relationship::Themself
        | Relationship::StudentThemself
        | Relationship::EligibleStudent
        | Relationship::Student
        | Relationship::Parent
        | Relationship::Guardian
        | Relationship::Author
        | Relationship::PlatformOperator => false,
    }
}

/// What an action on one person uses of the data that is held about them; `None` if no restriction stops
/// it. Every action on one student is stopped by a restriction of everything unless it is named here.
pub fn used_by(action: ActionKind) -> Option<RestrictedPart> {
    use ActionKind as K;
    match action {
        K::ReadStudentWork
        | K::GiveFeedback
        | K::ExportStudent
        | K::GrantSupport
        | K::InspectRecord => Some(RestrictedPart::LearningHistory),
        K::ReadPerson => Some(RestrictedPart::Everything),
        // The person exercises rights, or proves that they may, or the school answers them; is taken out or
        // deleted; and what legal claims and the protection of others take (Art. 18(2)).
        K::FileRequest
        | K::ReadAmendments
        | K::DecideAmendment
        | K::CloseAmendment
        | K::PlanErasure
        | K::ManageGuardians
        | K::EndEnrollment
        | K::RemoveStudent
        | K::ReadAccessLog
        | K::ReadDisclosures
        | K::RecordDisclosures
        | K::ReadDirectoryChoices
        | K::ChooseDirectory
        | K::ReadLegalProcess
        | K::ManageLegalProcess
        | K::ManageEmergencies => None,
        other => is_about_a_student(other).then_some(RestrictedPart::Everything),
    }
}

/// How long before its end the person is told of it (Art. 18(3)).
pub const NOTICE_OF_LIFTING: TimeDelta = TimeDelta::days(7);

/// Who ends a restriction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LiftedBy {
    /// Who asked for it, in this capacity.
    WhoAsked(RequestAuthority),
    /// Who decides about the request.
    WhoDecides,
}

/// When a restriction ends that is lifted at this instant: at once if the person or the parent who asked for
/// it wants so, and otherwise when the person has known of it for a week.
pub fn ends_at(lifted_by: LiftedBy, now: DateTime<Utc>) -> DateTime<Utc> {
    match lifted_by {
        LiftedBy::WhoAsked(RequestAuthority::Oneself | RequestAuthority::VerifiedParent) => now,
        LiftedBy::WhoAsked(
            RequestAuthority::Teacher | RequestAuthority::School | RequestAuthority::District,
        )
        | LiftedBy::WhoDecides => now + NOTICE_OF_LIFTING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::permitted, text_enum::TextEnum as _};

    /// Whether one who stands so to a student may do this while the part is restricted.
    fn is_stopped(action: ActionKind, who: Relationship, restricted: RestrictedPart) -> bool {
        concerns(who) && used_by(action).is_some_and(|used| used.stopped_by().contains(&restricted))
    }

    #[test]
    fn rts_02_a_restricted_record_is_read_by_the_person_and_their_parents_alone() {
        let reads = [
            ActionKind::ReadStudent,
            ActionKind::ReadStudentWork,
            ActionKind::ListStudentClasses,
            ActionKind::ReadStudentAge,
            ActionKind::ExportStudent,
            ActionKind::ReadEducationRecord,
            ActionKind::ReadPerson,
        ];
        for action in reads {
            for who in permitted(action) {
                let is_family = matches!(
                    who,
                    Relationship::StudentThemself
                        | Relationship::EligibleStudent
                        | Relationship::Parent
                        | Relationship::Guardian
                );
                let stopped = is_stopped(action, who, RestrictedPart::Everything);
                assert_eq!(stopped, !is_family, "{action:?} {who:?}");
            }
        }
    }

    #[test]
    fn rts_02_a_restricted_learning_history_stops_what_uses_it_and_nothing_else() {
        let stopped: Vec<ActionKind> = ActionKind::ALL
            .iter()
            .copied()
            .filter(|action| {
                permitted(*action)
                    .any(|who| is_stopped(*action, who, RestrictedPart::LearningHistory))
            })
            .collect();
        assert_eq!(
            stopped,
            [
                ActionKind::GrantSupport,
                ActionKind::ReadStudentWork,
                ActionKind::GiveFeedback,
                ActionKind::InspectRecord,
                ActionKind::ExportStudent,
            ]
        );
    }

    #[test]
    fn rts_02_what_is_done_to_one_student_is_stopped_unless_it_serves_them_or_the_law() {
        let through: Vec<ActionKind> = ActionKind::ALL
            .iter()
            .copied()
            .filter(|action| is_about_a_student(*action) && used_by(*action).is_none())
            .collect();
        assert_eq!(
            through,
            [
                ActionKind::EndEnrollment,
                ActionKind::RemoveStudent,
                ActionKind::ManageGuardians,
                ActionKind::ReadAccessLog,
                ActionKind::ReadDisclosures,
                ActionKind::RecordDisclosures,
                ActionKind::ReadLegalProcess,
                ActionKind::ManageLegalProcess,
                ActionKind::ManageEmergencies,
                ActionKind::ReadDirectoryChoices,
                ActionKind::ChooseDirectory,
                ActionKind::ReadAmendments,
                ActionKind::DecideAmendment,
                ActionKind::CloseAmendment,
                ActionKind::FileRequest,
                ActionKind::PlanErasure,
            ]
        );
    }

    #[test]
    fn rts_02_a_restriction_is_lifted_after_notice_or_by_who_asked_for_it() {
        let now: DateTime<Utc> = "2026-11-28T09:00:00Z".parse().unwrap();
        let week = now + TimeDelta::days(7);
        assert_eq!(ends_at(LiftedBy::WhoDecides, now), week);
        for authority in RequestAuthority::ALL {
            let is_theirs = matches!(
                authority,
                RequestAuthority::Oneself | RequestAuthority::VerifiedParent
            );
            let ends = ends_at(LiftedBy::WhoAsked(*authority), now);
            assert_eq!(ends, if is_theirs { now } else { week }, "{authority:?}");
        }
    }
}

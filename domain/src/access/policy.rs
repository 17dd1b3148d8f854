//! The policy: what each action is granted to, and on which ground (FER-03, FER-04, FER-05,
//! FER-06).
//!
//! Only grants are written down. What is not granted is refused: openly, where the relationship
//! lets the actor know that the subject exists, and as not found everywhere else. A new action does
//! not compile until its grants are here; a new relationship has none, and knows of nothing, until
//! it is named. `docs/access-matrix.md` is printed from this page.

use super::{action::ActionKind, relationship::Relationship};
use crate::text_enum::TextEnum as _;

crate::text_enum! {
    /// The ground on which an action is allowed.
    pub enum Basis {
        /// The person acts on what is their own.
        OwnRecord = "own_record",
        /// Legitimate educational interest of a school official, 34 CFR 99.31(a)(1)(i)(A).
        EducationalInterest = "educational_interest",
        /// The school or district runs its own organization under its agreement.
        SchoolAdministration = "school_administration",
        /// The parent's rights over the record of their child: review, correct, decide (COPPA, 16 CFR
        /// 312.6; FER-02).
        ParentalRight = "parental_right",
        /// Operation of the service, without learners' data (FER-06).
        ServiceOperation = "service_operation",
        /// The person wrote it.
        Authorship = "authorship",
    }
}

crate::text_enum! {
    /// Why an action is refused.
    pub enum Denial {
        /// The actor may not learn whether the subject exists: answered as not found.
        Hidden = "hidden",
        /// The actor may know of the subject but not do this.
        Forbidden = "forbidden",
    }
}

/// What the policy says to one relationship.
pub type Verdict = Result<Basis, Denial>;

/// What the subject of an action belongs to, which decides who may know that it exists.
#[derive(Clone, Copy)]
enum Scope {
    /// The actor's own account or work.
    Oneself,
    /// The organization as a whole.
    Organization,
    /// A school, or a member of its staff or the district's.
    School,
    /// A class, or something that belongs to it.
    Class,
    /// A student, as reached through a class.
    Student,
    /// A course that a member of the organization wrote.
    Course,
    /// That a district lets support look at a student.
    SupportGrant,
    /// A request about somebody's data: known to who made it and to who decides.
    Request,
}

impl Scope {
    /// The relationships that may know that the subject exists: what they are not granted is
    /// forbidden to them, and hidden from all others.
    fn known_to(self) -> &'static [Relationship] {
        use Relationship as R;
        match self {
            Self::Oneself => ONESELF,
            Self::Organization => &[
                R::Student,
                R::Teacher,
                R::SchoolAdmin,
                R::DistrictAdmin,
                R::Parent,
                R::Guardian,
                R::PlatformOperator,
            ],
            Self::School => STAFF,
            Self::Class => &[
                R::Student,
                R::TeacherOfRecord,
                R::CoTeacher,
                R::TeachingAssistant,
                R::SchoolAdmin,
                R::DistrictAdmin,
                R::Parent,
            ],
            Self::Student => &[
                R::TeacherOfRecord,
                R::CoTeacher,
                R::TeachingAssistant,
                R::SchoolAdmin,
                R::DistrictAdmin,
                R::Parent,
                R::Guardian,
                R::EligibleStudent,
            ],
            Self::Course => &[R::Teacher, R::SchoolAdmin, R::DistrictAdmin, R::Author],
            Self::SupportGrant => &[R::PlatformOperator],
            Self::Request => &[
                R::Themself,
                R::StudentThemself,
                R::SchoolAdmin,
                R::DistrictAdmin,
                R::Parent,
                R::PlatformOperator,
            ],
        }
    }
}

/// Relationships that an action is granted to, and the ground on which.
type Grant = (Basis, &'static [Relationship]);

/// Every person to whom their own record belongs; a grant to adults only names
/// [`Relationship::Themself`] alone (SEC-07, SEC-08).
const ONESELF: &[Relationship] = &[Relationship::Themself, Relationship::StudentThemself];
/// A parent at home, and a guardian of a student at school.
const PARENTS: &[Relationship] = &[Relationship::Parent, Relationship::Guardian];
/// Those with a part in teaching the class.
const TEACHING: &[Relationship] = &[
    Relationship::TeacherOfRecord,
    Relationship::CoTeacher,
    Relationship::TeachingAssistant,
];
/// Administrators of the school and of its district.
const ADMINISTRATORS: &[Relationship] = &[Relationship::SchoolAdmin, Relationship::DistrictAdmin];
/// Teachers and administrators of the school, and administrators of its district.
const STAFF: &[Relationship] = &[
    Relationship::Teacher,
    Relationship::SchoolAdmin,
    Relationship::DistrictAdmin,
];

/// Whether an actor who is related to a subject in this way may do this to it.
///
/// # Errors
/// The [`Denial`].
pub fn decide(action: ActionKind, relationship: Relationship) -> Verdict {
    let (scope, grants) = grants(action);
    let granted = grants
        .iter()
        .find(|(_, granted_to)| granted_to.contains(&relationship));
    match granted {
        Some((basis, _)) => Ok(*basis),
        None if scope.known_to().contains(&relationship) => Err(Denial::Forbidden),
        None => Err(Denial::Hidden),
    }
}

/// The relationships to a subject that permit an action.
pub fn permitted(action: ActionKind) -> impl Iterator<Item = Relationship> {
    let all = Relationship::ALL.iter().copied();
    all.filter(move |relationship| decide(action, *relationship).is_ok())
}

/// Whether an action is done to one student, whose record it concerns.
pub fn is_about_a_student(action: ActionKind) -> bool {
    matches!(grants(action).0, Scope::Student)
}

#[rustfmt::skip]
#[expect(clippy::match_same_arms, clippy::too_many_lines, reason = "a line for each action reads as a table; merged arms would not")]
fn grants(action: ActionKind) -> (Scope, &'static [Grant]) {
    use ActionKind as K;
    use Basis::{Authorship, EducationalInterest, OwnRecord, ParentalRight, SchoolAdministration, ServiceOperation};
    use Relationship as R;
    use Scope as Of;

    match action {
        K::CreateOrganization           => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ListOrganizations            => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ListJobs                     => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ReadOrganization             => (Of::Organization,  &[(SchoolAdministration, &[R::Student, R::TeachingAssistant, R::Teacher, R::SchoolAdmin, R::DistrictAdmin]), (ServiceOperation, &[R::PlatformOperator]), (ParentalRight, PARENTS)]),
        K::ReviewConsentForms           => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ReadVersion                  => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ReadStatus                   => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ManageDomains                => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),

        K::MakeRelease                  => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ReadReleases                 => (Of::Organization,  &[(SchoolAdministration, ADMINISTRATORS)]),

        K::GrantSupport                 => (Of::Student,       &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ManageSupportGrants          => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ListOpenGrants               => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ReadSupportedStudent         => (Of::SupportGrant,       &[(ServiceOperation, &[R::PlatformOperator])]),

        K::CreateSchool                 => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ListSchools                  => (Of::Organization,  &[(SchoolAdministration, STAFF)]),
        K::ReadSchool                   => (Of::School,        &[(SchoolAdministration, &[R::TeachingAssistant, R::Teacher, R::SchoolAdmin, R::DistrictAdmin])]),
        K::UpdateSchool                 => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::RecordAgreement              => (Of::School,        &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ReadAgreements               => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::EndAgreement                 => (Of::School,        &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ReadSchoolExit               => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ExportSchool                 => (Of::School,        &[(SchoolAdministration, &[R::SchoolAdmin])]),

        K::ActivateAgreement            => (Of::School,        &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::SendSchoolNotice             => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ReadSchoolNotices            => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::AcknowledgeSchoolNotice      => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::SetConsentMode               => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::RevokeStudent                => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ManageParentRequests         => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),

        K::ManageAcademicSessions       => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ListAcademicSessions         => (Of::Organization,  &[(SchoolAdministration, STAFF)]),

        K::InviteSchoolStaff            => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::InviteDistrictStaff          => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ListStaff                    => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::EndStaffRole                 => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::InviteStaffMember            => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ResetStaffCredential         => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ListDistrictStaff            => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::EndDistrictStaff             => (Of::School,        &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ResetDistrictStaffCredential => (Of::School,        &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ManageStaffLogin             => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),

        K::ReadOwnProfile               => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::UpdateOwnProfile             => (Of::Oneself,       &[(OwnRecord, &[R::Themself])]),
        K::ListOwnSessions              => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::RevokeOwnSessions            => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ReadOwnPolicies              => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::AcceptPolicy                 => (Of::Oneself,       &[(OwnRecord, &[R::Themself])]),
        K::ChangeOwnPassword            => (Of::Oneself,       &[(OwnRecord, &[R::Themself])]),
        K::ListOwnInvitations           => (Of::Oneself,       &[(OwnRecord, &[R::Themself])]),
        K::AnswerOwnInvitation          => (Of::Oneself,       &[(OwnRecord, &[R::Themself])]),
        K::ListOwnClasses               => (Of::Oneself,       &[(OwnRecord, ONESELF)]),

        K::ReadPerson                   => (Of::School,        &[(EducationalInterest, TEACHING), (SchoolAdministration, STAFF)]),
        K::ListPeople                   => (Of::Organization,  &[(SchoolAdministration, &[R::TeachingAssistant, R::Teacher, R::SchoolAdmin, R::DistrictAdmin])]),
        K::ListStudentClasses           => (Of::Student,       &[(EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS)]),

        K::CreateClass                  => (Of::School,        &[(EducationalInterest, &[R::Teacher]), (SchoolAdministration, ADMINISTRATORS)]),
        K::ListSchoolClasses            => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ReadClass                    => (Of::Class,         &[(OwnRecord, &[R::Student]), (EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent])]),
        K::UpdateClass                  => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, &[R::Parent])]),
        K::ArchiveClass                 => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::ReopenClass                  => (Of::Class,         &[(SchoolAdministration, &[R::SchoolAdmin])]),
        K::LeaveSandbox                 => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::ManageClassStaff             => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS)]),
        K::ReadClassStaff               => (Of::Class,         &[(EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS)]),
        K::UpdateClassStaff             => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS)]),
        K::EndClassStaff                => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS)]),
        K::ListClassStaff               => (Of::Class,         &[(EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS)]),
        K::ReadTeacherNames             => (Of::Class,         &[(OwnRecord, &[R::Student]), (EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS)]),
        K::ManageJoinCodes              => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::RevokeJoinCode               => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::JoinClass                    => (Of::Organization,  &[(OwnRecord, &[R::Student])]),

        K::ListSchoolStudents           => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::EnrollStudent                => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS)]),
        K::ListStudents                 => (Of::Class,         &[(EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent])]),
        K::AttestStudents               => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::CreateStudents               => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::CreateSandboxStudents        => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::ReadStudent                  => (Of::Student,       &[(EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, PARENTS)]),
        K::UpdateStudent                => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, &[R::Parent])]),
        K::ManageStudentLogin           => (Of::Student,       &[(SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent])]),
        K::EndEnrollment                => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::RemoveStudent                => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::ResetStudentCredential       => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent])]),
        K::PrintCredentials             => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS)]),

        K::ManageAudience               => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ReadStudentAge               => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, PARENTS)]),
        K::RecordAgeEvidence            => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent])]),
        K::ResolveAgeReview             => (Of::Student,       &[(SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent])]),
        K::ListAgeReviews               => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ReadOwnAge                   => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ReadOwnRetention             => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ReportAgeSignal              => (Of::Oneself,       &[(OwnRecord, ONESELF)]),

        K::CreateCourse                 => (Of::Organization,  &[(SchoolAdministration, STAFF)]),
        K::ListCourses                  => (Of::Organization,  &[(SchoolAdministration, STAFF)]),
        K::ReadCourse                   => (Of::Course,        &[(Authorship, &[R::Author])]),
        K::ReadPublishedCourse          => (Of::Course,        &[(SchoolAdministration, STAFF), (Authorship, &[R::Author])]),
        K::UpdateCourse                 => (Of::Course,        &[(Authorship, &[R::Author])]),
        K::PublishCourse                => (Of::Course,        &[(Authorship, &[R::Author])]),
        K::AssignCourse                 => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, &[R::Parent])]),
        K::ListClassCourses             => (Of::Class,         &[(OwnRecord, &[R::Student]), (EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent])]),
        K::ReadLessonKey                => (Of::Class,         &[(EducationalInterest, TEACHING), (SchoolAdministration, ADMINISTRATORS)]),

        K::RecordProgress               => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ReadOwnProgress              => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ReadClassProgress            => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord, R::CoTeacher, R::TeachingAssistant, R::SchoolAdmin, R::DistrictAdmin]), (ParentalRight, &[R::Parent])]),
        K::ReadClassWork                => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord, R::CoTeacher, R::TeachingAssistant, R::SchoolAdmin, R::DistrictAdmin]), (ParentalRight, &[R::Parent])]),
        K::ExportClassReport            => (Of::Class,         &[(EducationalInterest, &[R::TeacherOfRecord, R::SchoolAdmin, R::DistrictAdmin])]),
        K::ReadStudentWork              => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord, R::CoTeacher, R::TeachingAssistant, R::SchoolAdmin, R::DistrictAdmin]), (ParentalRight, PARENTS)]),
        K::GiveFeedback                 => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord])]),

        K::ReadHousehold                => (Of::Organization,  &[(ParentalRight, &[R::Parent])]),
        K::AskForConsent                => (Of::Organization,  &[(ParentalRight, &[R::Parent])]),
        K::OpenChildAccount             => (Of::Organization,  &[(ParentalRight, &[R::Parent])]),
        K::WithdrawConsent              => (Of::Organization,  &[(ParentalRight, &[R::Parent])]),

        K::ReadOwnSettings              => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ChangeOwnSettings            => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ReadStudentSettings          => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, PARENTS)]),
        K::ReadStudentSettingChanges    => (Of::Student,       &[(SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, PARENTS)]),
        K::ChangeStudentSettings        => (Of::Student,       &[(SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, PARENTS)]),
        K::DecideSettingChange          => (Of::Student,       &[(SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, PARENTS)]),
        K::ListWaitingSettings          => (Of::School,        &[(SchoolAdministration, &[R::SchoolAdmin])]),
        K::SuggestNextLesson            => (Of::Oneself,       &[(OwnRecord, ONESELF)]),

        K::ManageGuardians              => (Of::Student,       &[(SchoolAdministration, &[R::SchoolAdmin])]),
        K::ManageOwnGuardianships       => (Of::Oneself,       &[(OwnRecord, &[R::Themself])]),
        K::ReadEducationRecord          => (Of::Student,       &[(OwnRecord, &[R::StudentThemself, R::EligibleStudent]), (ParentalRight, PARENTS)]),
        K::PrintEducationRecord         => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (ParentalRight, PARENTS)]),
        K::ReadAccessLog                => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, PARENTS)]),
        K::ReadDisclosures              => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, PARENTS)]),
        K::RecordDisclosures            => (Of::Student,       &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ReadLegalProcess             => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (ParentalRight, &[R::Guardian]), (SchoolAdministration, ADMINISTRATORS)]),
        K::ManageLegalProcess           => (Of::Student,       &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ManageEmergencies            => (Of::Student,       &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ManageAnnualNotices          => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ManageDirectory              => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::EndDirectoryDesignation      => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ReleaseDirectory             => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ReadDirectoryChoices         => (Of::Student,       &[(OwnRecord, &[R::StudentThemself, R::EligibleStudent]), (ParentalRight, &[R::Guardian]), (SchoolAdministration, ADMINISTRATORS)]),
        K::ChooseDirectory              => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (ParentalRight, &[R::Guardian]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::ContestRecord                => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (ParentalRight, &[R::Guardian])]),
        K::ReadAmendments               => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (ParentalRight, &[R::Guardian]), (SchoolAdministration, &[R::SchoolAdmin, R::DistrictAdmin])]),
        K::DecideAmendment              => (Of::Student,       &[(SchoolAdministration, &[R::SchoolAdmin, R::DistrictAdmin])]),
        K::CloseAmendment               => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (ParentalRight, &[R::Guardian]), (SchoolAdministration, &[R::SchoolAdmin, R::DistrictAdmin])]),
        K::InviteToRecord               => (Of::Student,       &[(OwnRecord, &[R::EligibleStudent]), (ParentalRight, &[R::Guardian])]),
        K::InspectRecord                => (Of::Student,       &[(EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, &[R::SchoolAdmin])]),
        K::AskForExplanation            => (Of::Request,       &[(OwnRecord, ONESELF)]),
        K::ReviewAccuracy               => (Of::School,        &[(SchoolAdministration, &[R::SchoolAdmin])]),
        K::FileRequest                  => (Of::Student,       &[(OwnRecord, ONESELF), (EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, PARENTS)]),
        K::PlanErasure                  => (Of::Student,       &[(OwnRecord, ONESELF), (EducationalInterest, &[R::TeacherOfRecord]), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, PARENTS)]),
        K::ListRequests                 => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ReadRequest                  => (Of::Request,       &[(OwnRecord, ONESELF), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent]), (ServiceOperation, &[R::PlatformOperator])]),
        K::DecideRequest                => (Of::Request,       &[(SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent]), (ServiceOperation, &[R::PlatformOperator])]),
        K::KeepRequestClock             => (Of::Request,       &[(SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent]), (ServiceOperation, &[R::PlatformOperator])]),
        K::UndoErasure                  => (Of::Request,       &[(OwnRecord, ONESELF), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent]), (ServiceOperation, &[R::PlatformOperator])]),
        K::LiftRestriction              => (Of::Request,       &[(OwnRecord, ONESELF), (SchoolAdministration, ADMINISTRATORS), (ParentalRight, &[R::Parent]), (ServiceOperation, &[R::PlatformOperator])]),
        K::ReviewPrivacyEnquiries       => (Of::Organization,  &[(ServiceOperation, &[R::PlatformOperator])]),
        K::ManageHolds                  => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ManageRetentionRuns          => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::AskForOwnExport              => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::ExportStudent                => (Of::Student,       &[(SchoolAdministration, &[R::SchoolAdmin]), (ParentalRight, PARENTS)]),
        K::ReadOwnExports               => (Of::Oneself,       &[(OwnRecord, ONESELF)]),
        K::FetchOwnExport               => (Of::Oneself,       &[(OwnRecord, ONESELF)]),

        K::StageRoster                  => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ApplyRoster                  => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::PreviewRoster                => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::MergeAccounts                => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ManageSuppressions           => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ManageRemovalBounds          => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
        K::ManageSchoolRemovalBounds    => (Of::School,        &[(SchoolAdministration, ADMINISTRATORS)]),
        K::ReadRosterImports            => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),

        K::ReadAuditLog                 => (Of::Organization,  &[(SchoolAdministration, &[R::DistrictAdmin])]),
    }
}

//! The policy: one exhaustive match over action and relationship (FER-03, FER-04, FER-05, FER-06).
//!
//! `docs/access-matrix.md` is printed from it. A new action does not compile until its row is here,
//! a new relationship not until every row has a column for it.

use super::{action::ActionKind, relationship::Relationship};

crate::text_enum! {
    /// The ground on which an action is allowed.
    pub enum Basis {
        /// The person acts on what is their own.
        OwnRecord = "own_record",
        /// Legitimate educational interest of a school official, 34 CFR 99.31(a)(1)(i)(A).
        EducationalInterest = "educational_interest",
        /// The school or district runs its own organization under its agreement.
        SchoolAdministration = "school_administration",
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

/// A cell of the policy.
#[derive(Clone, Copy)]
enum Cell {
    /// Whoever stands so, student or not.
    Anybody(Verdict),
    /// Adults only: what a student may know of but not do to their own account (SEC-07, SEC-08).
    Adults(Basis),
}

impl Cell {
    fn of_adult(self) -> Verdict {
        match self {
            Self::Anybody(verdict) => verdict,
            Self::Adults(basis) => Ok(basis),
        }
    }

    fn of_student(self) -> Verdict {
        match self {
            Self::Anybody(verdict) => verdict,
            Self::Adults(_) => Err(Denial::Forbidden),
        }
    }
}

/// One action's cells, in the order of [`Relationship`]; a student themself is in the column of those
/// who are the subject themself.
struct Row([Cell; 11]);

impl Row {
    fn verdict(&self, relationship: Relationship) -> Verdict {
        let Self(
            [
                stranger,
                themself,
                student,
                of_record,
                co,
                assistant,
                teacher,
                school,
                district,
                operator,
                author,
            ],
        ) = *self;
        let cell = match relationship {
            Relationship::StudentThemself => return themself.of_student(),
            Relationship::Stranger => stranger,
            Relationship::Themself => themself,
            Relationship::Student => student,
            Relationship::TeacherOfRecord => of_record,
            Relationship::CoTeacher => co,
            Relationship::TeachingAssistant => assistant,
            Relationship::Teacher => teacher,
            Relationship::SchoolAdmin => school,
            Relationship::DistrictAdmin => district,
            Relationship::PlatformOperator => operator,
            Relationship::Author => author,
        };
        cell.of_adult()
    }
}

/// Whether somebody who stands so to a subject may do this to it.
///
/// # Errors
/// The [`Denial`].
pub fn decide(action: ActionKind, relationship: Relationship) -> Verdict {
    row(action).verdict(relationship)
}

#[rustfmt::skip]
#[expect(clippy::match_same_arms, reason = "a line for each action reads as a table; merged arms would not")]
fn row(action: ActionKind) -> Row {
    use ActionKind as K;

    const H: Cell = Cell::Anybody(Err(Denial::Hidden));
    const F: Cell = Cell::Anybody(Err(Denial::Forbidden));
    const O: Cell = Cell::Anybody(Ok(Basis::OwnRecord));
    const S: Cell = Cell::Adults(Basis::OwnRecord);
    const I: Cell = Cell::Anybody(Ok(Basis::EducationalInterest));
    const A: Cell = Cell::Anybody(Ok(Basis::SchoolAdministration));
    const P: Cell = Cell::Anybody(Ok(Basis::ServiceOperation));
    const W: Cell = Cell::Anybody(Ok(Basis::Authorship));

    Row(match action {
        //                                 stranger
        //                                 |  themself (S: but no student)
        //                                 |  |  student
        //                                 |  |  |  teacher of record
        //                                 |  |  |  |  co-teacher
        //                                 |  |  |  |  |  teaching assistant
        //                                 |  |  |  |  |  |  teacher
        //                                 |  |  |  |  |  |  |  school admin
        //                                 |  |  |  |  |  |  |  |  district admin
        //                                 |  |  |  |  |  |  |  |  |  platform operator
        //                                 |  |  |  |  |  |  |  |  |  |  author
        K::CreateOrganization          => [H, H, F, H, H, H, F, F, F, P, H],
        K::ListOrganizations           => [H, H, F, H, H, H, F, F, F, P, H],
        K::ReadOrganization            => [H, H, A, H, H, A, A, A, A, P, H],

        K::CreateSchool                => [H, H, F, H, H, H, F, F, A, F, H],
        K::ListSchools                 => [H, H, F, H, H, H, A, A, A, F, H],
        K::ReadSchool                  => [H, H, H, H, H, A, A, A, A, H, H],
        K::UpdateSchool                => [H, H, H, H, H, H, F, A, A, H, H],
        K::RecordAgreement             => [H, H, H, H, H, H, F, F, A, H, H],
        K::ReadAgreements              => [H, H, H, H, H, H, F, A, A, H, H],
        K::EndAgreement                => [H, H, H, H, H, H, F, F, A, H, H],

        K::ManageAcademicSessions      => [H, H, F, H, H, H, F, F, A, F, H],
        K::ListAcademicSessions        => [H, H, F, H, H, H, A, A, A, F, H],

        K::InviteSchoolStaff           => [H, H, H, H, H, H, F, A, A, H, H],
        K::InviteDistrictStaff         => [H, H, F, H, H, H, F, F, A, F, H],
        K::ListStaff                   => [H, H, H, H, H, H, F, A, A, H, H],
        K::EndStaffRole                => [H, H, H, H, H, H, F, A, A, H, H],
        K::InviteStaffMember           => [H, H, H, H, H, H, F, A, A, H, H],
        K::ResetStaffCredential        => [H, H, H, H, H, H, F, A, A, H, H],
        K::ListDistrictStaff           => [H, H, F, H, H, H, F, F, A, F, H],
        K::EndDistrictStaff            => [H, H, H, H, H, H, F, F, A, H, H],
        K::ResetDistrictStaffCredential => [H, H, H, H, H, H, F, F, A, H, H],

        K::ReadOwnProfile              => [H, O, H, H, H, H, H, H, H, H, H],
        K::UpdateOwnProfile            => [H, S, H, H, H, H, H, H, H, H, H],
        K::ListOwnSessions             => [H, O, H, H, H, H, H, H, H, H, H],
        K::RevokeOwnSessions           => [H, O, H, H, H, H, H, H, H, H, H],
        K::ChangeOwnPassword           => [H, S, H, H, H, H, H, H, H, H, H],
        K::ListOwnClasses              => [H, O, H, H, H, H, H, H, H, H, H],

        K::CreateClass                 => [H, H, H, H, H, H, I, A, A, H, H],
        K::ListSchoolClasses           => [H, H, H, H, H, H, F, A, A, H, H],
        K::ReadClass                   => [H, H, O, I, I, I, H, A, A, H, H],
        K::UpdateClass                 => [H, H, F, I, F, F, H, A, F, H, H],
        K::ArchiveClass                => [H, H, F, I, F, F, H, A, F, H, H],
        K::ReopenClass                 => [H, H, F, F, F, F, H, A, F, H, H],
        K::ManageClassStaff            => [H, H, F, I, F, F, H, A, A, H, H],
        K::ReadClassStaff              => [H, H, F, I, I, I, H, A, A, H, H],
        K::UpdateClassStaff            => [H, H, F, I, F, F, H, A, A, H, H],
        K::EndClassStaff               => [H, H, F, I, F, F, H, A, A, H, H],
        K::ListClassStaff              => [H, H, F, I, I, I, H, A, A, H, H],
        K::ReadTeacherNames            => [H, H, O, I, I, I, H, A, A, H, H],
        K::ManageJoinCodes             => [H, H, F, I, F, F, H, A, F, H, H],
        K::RevokeJoinCode              => [H, H, F, I, F, F, H, A, F, H, H],
        K::JoinClass                   => [H, H, O, H, H, H, F, F, F, F, H],

        K::ListSchoolStudents            => [H, H, H, H, H, H, F, A, A, H, H],
        K::EnrollStudent                 => [H, H, H, I, F, F, H, A, A, H, H],
        K::ListStudents                  => [H, H, F, I, I, I, H, A, A, H, H],
        K::CreateStudents                => [H, H, F, I, F, F, H, A, F, H, H],
        K::ReadStudent                   => [H, H, H, I, I, I, H, A, A, H, H],
        K::UpdateStudent                 => [H, H, H, I, F, F, H, A, F, H, H],
        K::EndEnrollment               => [H, H, H, I, F, F, H, A, F, H, H],
        K::ResetStudentCredential        => [H, H, H, I, F, F, H, A, F, H, H],
        K::PrintCredentials            => [H, H, F, I, F, F, H, A, F, H, H],

        K::CreateCourse                => [H, H, F, H, H, H, A, A, A, F, H],
        K::ListCourses                 => [H, H, F, H, H, H, A, A, A, F, H],
        K::ReadCourse                  => [H, H, H, H, H, H, F, F, F, H, W],
        K::UpdateCourse                => [H, H, H, H, H, H, F, F, F, H, W],
        K::PublishCourse               => [H, H, H, H, H, H, F, F, F, H, W],
        K::AssignCourse                => [H, H, F, I, F, F, H, A, F, H, H],
        K::ListClassCourses            => [H, H, O, I, I, I, H, A, A, H, H],
        K::ReadLessonKey               => [H, H, F, I, I, I, H, A, A, H, H],

        K::RecordProgress              => [H, O, H, H, H, H, H, H, H, H, H],
        K::ReadOwnProgress             => [H, O, H, H, H, H, H, H, H, H, H],
        K::ReadClassProgress           => [H, H, F, I, I, I, H, I, I, H, H],
        K::ExportClassReport           => [H, H, F, I, F, F, H, I, I, H, H],
        K::ReadStudentWork               => [H, H, H, I, I, I, H, I, I, H, H],
        K::GiveFeedback                => [H, H, H, I, F, F, H, F, F, H, H],

        K::StageRoster                 => [H, H, F, H, H, H, F, F, A, F, H],
        K::ApplyRoster                 => [H, H, F, H, H, H, F, F, A, F, H],
        K::ReadRosterImports           => [H, H, F, H, H, H, F, F, A, F, H],

        K::ReadAuditLog                => [H, H, F, H, H, H, F, F, A, F, H],
    })
}

//! The records that are compared, each as it is wanted and as it is held.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    compare::Step,
    keyed::{IndexedText, KeyedDigest},
    losses::Place,
    span::Span,
};
use crate::{
    classes::{class_role::ClassRole, grade_level::GradeLevel},
    guardians::GuardianKind,
    ids::{AcademicSessionId, AgreementId, ClassId, GuardianContactId, SchoolId, UserId},
    organizations::academic_session::AcademicSessionKind,
    rosters::{enrollments::EnrollmentRole, numbers::PersonNumber},
    staff::role::StaffRole,
};

/// A record that is held, with its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithId<R> {
    /// Its id.
    pub id: Uuid,
    /// The record.
    pub record: R,
}

/// A username that a student gets with an import.
#[derive(Clone, Debug)]
pub struct AssignedUsername {
    /// The name.
    pub text: String,
    /// The digest by which it is found.
    pub index: KeyedDigest,
}

/// A school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolRecord {
    /// Its id.
    pub id: SchoolId,
    /// Its key in rosters, if they name it.
    pub source_id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its time zone, by its name in the IANA database.
    pub time_zone: String,
}

/// An academic session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRecord {
    /// Its id.
    pub id: AcademicSessionId,
    /// Its key in rosters.
    pub source_id: String,
    /// Its kind.
    pub kind: AcademicSessionKind,
    /// Its title.
    pub title: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// The calendar year in which its school year ends.
    pub school_year: i32,
    /// The session above it.
    pub parent: Option<AcademicSessionId>,
}

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassRecord {
    /// Its id.
    pub id: ClassId,
    /// Its key in rosters.
    pub source_id: String,
    /// Its school.
    pub school: SchoolId,
    /// Its last session.
    pub session: Option<AcademicSessionId>,
    /// Its title.
    pub title: String,
    /// The grade level it is for, if it is one.
    pub grade_level: Option<GradeLevel>,
    /// When access through it ends.
    pub access_ends_at: DateTime<Utc>,
}

/// A role of a member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleRecord {
    /// Whose.
    pub user: UserId,
    /// Where; none for the district.
    pub school: Option<SchoolId>,
    /// Which.
    pub role: StaffRole,
    /// When.
    pub span: Span,
}

/// A student at a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolEnrollmentRecord {
    /// The student.
    pub user: UserId,
    /// The school.
    pub school: SchoolId,
    /// When.
    pub span: Span,
}

/// A seat in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat<P> {
    /// The digest of its key in rosters.
    pub source: KeyedDigest,
    /// The class.
    pub class: ClassId,
    /// The person.
    pub user: UserId,
    /// What is special about students' or staff's seats.
    pub part: P,
    /// When.
    pub span: Span,
}

/// A parent or guardian of a student, as a bundle wants them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContactRecord {
    /// The id.
    pub id: GuardianContactId,
    /// The student.
    pub student: UserId,
    /// The place in the bundle, which has the names.
    pub guardian: PersonNumber,
    /// The digest of the guardian's `sourcedId`.
    pub source: KeyedDigest,
    /// What they are to the student, as far as the role says.
    pub kind: GuardianKind,
    /// The digest of what the bundle says of them.
    pub statement: KeyedDigest,
}

/// The same as it is held, without names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldContact {
    /// The student.
    pub student: UserId,
    /// The digest of the guardian's `sourcedId`.
    pub source: KeyedDigest,
    /// The digest of what a roster said last.
    pub statement: KeyedDigest,
}

/// What is special about a seat: the agreement under which a student's is recorded, the role of a
/// member of staff.
pub trait SeatPart: Copy {
    /// What is held of it.
    type Held: Copy;

    /// The kind of its keys.
    const SOURCE: IndexedText;

    /// Whether a role takes such a seat.
    fn is_for(role: EnrollmentRole) -> bool;

    /// The part of a role at a school with this agreement; none if the school must have one.
    fn of(role: EnrollmentRole, agreement: Option<AgreementId>) -> Option<Self>;

    /// Whether what is held is what is wanted.
    fn agrees(self, held: Self::Held) -> bool;
}

impl SeatPart for AgreementId {
    type Held = ();

    const SOURCE: IndexedText = IndexedText::EnrollmentSource;

    fn is_for(role: EnrollmentRole) -> bool {
        role == EnrollmentRole::Student
    }

    fn of(_role: EnrollmentRole, agreement: Option<AgreementId>) -> Option<Self> {
        agreement
    }

    fn agrees(self, (): ()) -> bool {
        true
    }
}

impl SeatPart for ClassRole {
    type Held = Self;

    const SOURCE: IndexedText = IndexedText::AssignmentSource;

    fn is_for(role: EnrollmentRole) -> bool {
        role != EnrollmentRole::Student
    }

    fn of(role: EnrollmentRole, _agreement: Option<AgreementId>) -> Option<Self> {
        match role {
            EnrollmentRole::Student => None,
            EnrollmentRole::Staff(role) => Some(role),
        }
    }

    fn agrees(self, held: Self) -> bool {
        self == held
    }
}

impl<P> Seat<P> {
    /// Who sits where.
    pub(super) fn place(&self) -> Place {
        (self.class, self.user)
    }
}

/// What is to be done about a seat; one that is wanted, by its number among the enrollments of the
/// bundle.
pub(super) type SeatStep<'a, P> = Step<u32, &'a WithId<Seat<<P as SeatPart>::Held>>>;

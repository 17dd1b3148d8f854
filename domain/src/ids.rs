//! Typed ids: the id of a class cannot be passed where a student's is wanted.

use std::{
    cmp::Ordering,
    fmt::{self, Debug, Display},
    hash::{Hash, Hasher},
    marker::PhantomData,
};

use uuid::Uuid;

/// The id of one kind of thing: a UUID (version 7, so that ids sort by time of creation).
#[cfg_attr(
    feature = "diesel",
    derive(
        diesel::expression::AsExpression,
        diesel::deserialize::FromSqlRow
    ),
    diesel(sql_type = crate::columns::Uid)
)]
pub struct Id<Kind> {
    uuid: Uuid,
    kind: PhantomData<fn() -> Kind>,
}

impl<Kind> Id<Kind> {
    /// Reads a UUID as the id of a thing of this kind. Says nothing about whether it exists.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self {
            uuid,
            kind: PhantomData,
        }
    }

    /// The UUID itself.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }

    /// The UUID itself, where it stands.
    #[cfg(feature = "diesel")]
    pub(crate) const fn as_uuid(&self) -> &Uuid {
        &self.uuid
    }
}

/// A kind of thing that has a name, as the audit log writes it.
pub trait Named {
    /// The name.
    const NAME: &'static str;
}

impl<Kind> Clone for Id<Kind> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Kind> Copy for Id<Kind> {}

impl<Kind> PartialEq for Id<Kind> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}

impl<Kind> Eq for Id<Kind> {}

impl<Kind> PartialOrd for Id<Kind> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Kind> Ord for Id<Kind> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}

impl<Kind> Hash for Id<Kind> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<Kind> Debug for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.uuid, f)
    }
}

impl<Kind> Display for Id<Kind> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.uuid, f)
    }
}

/// Declares kinds of things and the names of their ids.
macro_rules! kinds {
    ( $( $(#[$meta:meta])* $kind:ident => $id:ident ),+ $(,)? ) => {
        /// The kinds of things that have an id. They have no values.
        pub mod kind {
            $( $(#[$meta])* #[derive(Debug)] pub enum $kind {} )+
        }
        $( impl Named for kind::$kind { const NAME: &'static str = stringify!($kind); } )+
        $( $(#[$meta])* pub type $id = Id<kind::$kind>; )+
    };
}

kinds! {
    /// A tenant: a district, or Hallpass itself.
    Organization => OrganizationId,
    /// A school of a district.
    School => SchoolId,
    /// A school's agreement with Hallpass.
    Agreement => AgreementId,
    /// A term or a school year.
    AcademicSession => AcademicSessionId,
    /// A person with an account: student or staff.
    User => UserId,
    /// A role of a member of staff in a school or a district.
    StaffRole => StaffRoleId,
    /// An invitation of a member of staff.
    Invitation => InvitationId,
    /// One signing-in of a person, and the family of refresh tokens that grew from it.
    Session => SessionId,
    /// A class.
    Class => ClassId,
    /// A student's membership of a class, for an interval.
    Enrollment => EnrollmentId,
    /// A member of staff's work in a class, for an interval.
    TeachingAssignment => TeachingAssignmentId,
    /// A code with which a student joins a class.
    JoinCode => JoinCodeId,
    /// A course of the catalogue or of a teacher.
    Course => CourseId,
    /// One version of a course.
    CourseVersion => CourseVersionId,
    /// A unit of a course version.
    Unit => UnitId,
    /// A lesson of a unit.
    Lesson => LessonId,
    /// An activity of a lesson.
    Activity => ActivityId,
    /// A course version's assignment to a class.
    CourseAssignment => CourseAssignmentId,
    /// What a learner did, as their client reported it.
    ProgressEvent => ProgressEventId,
    /// A teacher's feedback on an activity.
    Feedback => FeedbackId,
    /// One import of a roster bundle.
    RosterImport => RosterImportId,
    /// An entry of the audit log.
    AuditEvent => AuditEventId,
}

/// Hallpass itself as an organization: owner of the public catalogue and of platform operators.
pub const PLATFORM: OrganizationId =
    OrganizationId::from_uuid(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));

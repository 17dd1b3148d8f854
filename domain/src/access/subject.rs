//! What things can be done to, and how the audit log points at it.

use std::fmt::Debug;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::ids::{ClassId, Id, Named, ObjectKind, PLATFORM, SchoolId, UserId};

/// What an action can be done to: something that the audit log can point at.
pub trait Subject: Copy + Debug {
    /// The pointer.
    fn reference(&self) -> SubjectRef;
}

/// A pointer to the subject of an action. Ids only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectRef {
    /// The kind of thing.
    pub kind: ObjectKind,
    /// Its id.
    pub id: Uuid,
    /// The person whose record it is, if it is one person's.
    pub person: Option<UserId>,
}

impl<Kind: Named> Subject for Id<Kind> {
    fn reference(&self) -> SubjectRef {
        let person = Kind::KIND
            .is_person()
            .then_some(UserId::from_uuid(self.uuid()));
        SubjectRef {
            kind: Kind::KIND,
            id: self.uuid(),
            person,
        }
    }
}

/// A student as a member of one class: the subject of what staff do to a student within a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassMember {
    /// The class through which the student is reached.
    pub class: ClassId,
    /// The student.
    pub student: UserId,
}

impl Subject for ClassMember {
    fn reference(&self) -> SubjectRef {
        member_reference(self.class, self.student)
    }
}

/// What is held about a student as a member of one class: the subject of what staff read about a student.
/// The record outlasts the membership; what is read of it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudentRecord {
    /// The class through which the student is reached.
    pub class: ClassId,
    /// The student.
    pub student: UserId,
    /// Whether the class and the student still have to do with one another.
    pub membership: Membership,
}

impl Subject for StudentRecord {
    fn reference(&self) -> SubjectRef {
        member_reference(self.class, self.student)
    }
}

/// How a student stands to a class that they are or were in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Membership {
    /// They are in it, and it is open.
    Present,
    /// It was over at this instant: nothing from then on is the class's to know (FER-03).
    Ended(DateTime<Utc>),
}

/// A student who is to be placed in a class that they are not in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnrollmentCandidate {
    /// The class.
    pub class: ClassId,
    /// The student.
    pub student: UserId,
}

impl Subject for EnrollmentCandidate {
    fn reference(&self) -> SubjectRef {
        member_reference(self.class, self.student)
    }
}

/// Something that belongs to one class and is reached through it: a code, a piece of staff's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithinClass<Part> {
    /// The class.
    pub class: ClassId,
    /// What belongs to it.
    pub part: Part,
}

impl<Kind: Named> Subject for WithinClass<Id<Kind>> {
    fn reference(&self) -> SubjectRef {
        self.part.reference()
    }
}

/// The platform itself, which has every tenant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Platform;

impl Subject for Platform {
    fn reference(&self) -> SubjectRef {
        PLATFORM.reference()
    }
}

/// A person as a member of the staff of the district, at whichever of its schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DistrictStaffMember {
    /// The person.
    pub person: UserId,
}

impl Subject for DistrictStaffMember {
    fn reference(&self) -> SubjectRef {
        self.person.reference()
    }
}

/// A person of the district, whatever they are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonOfDistrict {
    /// The person.
    pub person: UserId,
}

impl Subject for PersonOfDistrict {
    fn reference(&self) -> SubjectRef {
        self.person.reference()
    }
}

/// A person whose data a request is about: oneself, a child, a student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataSubject {
    /// The person.
    pub person: UserId,
}

impl Subject for DataSubject {
    fn reference(&self) -> SubjectRef {
        self.person.reference()
    }
}

/// A student of the district, whatever classes they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudentOfDistrict {
    /// The student.
    pub student: UserId,
}

impl Subject for StudentOfDistrict {
    fn reference(&self) -> SubjectRef {
        self.student.reference()
    }
}

/// A student as the one about whom a copy of everything is handed out, whatever classes they are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StudentCopy {
    /// The student.
    pub student: UserId,
}

impl Subject for StudentCopy {
    fn reference(&self) -> SubjectRef {
        self.student.reference()
    }
}

/// A person as a member of the staff of one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// The school at which they hold a role.
    pub school: SchoolId,
    /// The person.
    pub person: UserId,
}

impl Subject for StaffMember {
    fn reference(&self) -> SubjectRef {
        SubjectRef {
            kind: ObjectKind::School,
            id: self.school.uuid(),
            person: Some(self.person),
        }
    }
}

fn member_reference(class: ClassId, student: UserId) -> SubjectRef {
    SubjectRef {
        kind: ObjectKind::Class,
        id: class.uuid(),
        person: Some(student),
    }
}

//! Which relationships decide about which kind of subject.

use domain::{
    access::{
        ClassMember, DataSubject, DistrictStaffMember, EnrollmentCandidate, PersonOfDistrict,
        Platform, Relationship, StaffMember, StudentCopy, StudentOfDistrict, StudentRecord,
        WithinClass,
    },
    ids::{
        ClassId, CourseId, JoinCodeId, OrganizationId, RightsRequestId, SchoolId, SupportGrantId,
        TeachingAssignmentId, UserId,
    },
};

use super::{actor::Actor, relationships};
use crate::{database::Tx, error::DbError};

/// A subject of which current rows say how an actor stands to it.
pub trait Related: sealed::Relate {}

impl<S: sealed::Relate> Related for S {}

pub(super) mod sealed {
    use domain::access::{Relationship, Subject};

    use crate::{access::Actor, database::Tx, error::DbError};

    /// How an actor stands to a subject.
    pub trait Relate: Subject {
        /// What a request names the subject by: the subject itself, unless rows say more of it.
        type Named: Copy;

        /// Reads the subject, and the relationships that hold at this instant. A subject that does
        /// not exist has none.
        fn relate(
            tx: &mut Tx<'_>,
            actor: Actor<'_>,
            named: Self::Named,
        ) -> Result<(Self, Vec<Relationship>), DbError>;
    }
}

/// Names the function that reads the relationships to each kind of subject.
macro_rules! related {
    ( $( $subject:ty => $read:path ),+ $(,)? ) => { $(
        impl sealed::Relate for $subject {
            type Named = Self;

            fn relate(
                tx: &mut Tx<'_>,
                actor: Actor<'_>,
                named: Self,
            ) -> Result<(Self, Vec<Relationship>), DbError> {
                Ok((named, $read(tx, actor, named)?))
            }
        }
    )+ };
}

related! {
    Platform => relationships::of_platform,
    OrganizationId => relationships::of_organization,
    SchoolId => relationships::of_school,
    StaffMember => relationships::of_staff_member,
    DistrictStaffMember => relationships::of_colleague,
    PersonOfDistrict => relationships::of_person_of_district,
    StudentOfDistrict => relationships::of_student_of_district,
    StudentCopy => relationships::of_student_copy,
    UserId => relationships::of_person,
    ClassId => relationships::of_class,
    WithinClass<TeachingAssignmentId> => relationships::of_assignment,
    WithinClass<JoinCodeId> => relationships::of_join_code,
    ClassMember => relationships::of_member,
    EnrollmentCandidate => relationships::of_newcomer,
    CourseId => relationships::of_course,
    DataSubject => relationships::of_data_subject,
    RightsRequestId => relationships::of_request,
    SupportGrantId => relationships::of_support_grant,
}

impl sealed::Relate for StudentRecord {
    type Named = ClassMember;

    fn relate(
        tx: &mut Tx<'_>,
        actor: Actor<'_>,
        named: ClassMember,
    ) -> Result<(Self, Vec<Relationship>), DbError> {
        relationships::of_record(tx, actor, named)
    }
}

//! A student's profile, opened as far as the reader sees it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{
        Action, ClassMember, EnrollmentCandidate, Membership, Relationship, StudentRecord,
        action::{EnrollStudent, ReadStudent, UpdateStudent},
        visibility::{LoginSight, NameVisibility, login_sight, name_sight},
    },
    audit::Shown,
    classes::grade_level::GradeLevel,
    ids::UserId,
};

use crate::{
    access::Permit,
    accounts::people::{DISPLAY_NAME, FAMILY_NAME, GIVEN_NAME, USERNAME},
    audit,
    database::Tx,
    error::DbError,
    keys::{OrganizationKey, Sealed},
    schema::{subject_keys, users},
};

/// A student, as far as the reader sees them. What is withheld is not even opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Student {
    /// Their id.
    pub id: UserId,
    /// The display name.
    pub display_name: String,
    /// Their name, for those who see it (FER-04, D1). Who came by an alias has none (SCH-04).
    pub full_name: Option<FullName>,
    /// The name with which they sign in, if they have one, for those who see it (FER-04, D2).
    pub username: Option<String>,
    /// Their grade level.
    pub grade_level: Option<GradeLevel>,
    /// Since when their account is suspended (AGE-16).
    pub suspended_at: Option<DateTime<Utc>>,
    /// When they were created.
    pub created_at: DateTime<Utc>,
    /// When their profile or their credentials last changed.
    pub updated_at: DateTime<Utc>,
}

/// A student's name.
#[derive(Clone, PartialEq, Eq)]
pub struct FullName {
    /// Given name.
    pub given_name: String,
    /// Family name; empty if the school did not give it (VPC-10).
    pub family_name: String,
}

/// Shows the permitted student.
///
/// # Errors
/// If the database fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudent>,
) -> Result<Option<Student>, DbError> {
    let StudentRecord {
        student,
        membership,
        ..
    } = permit.subject();
    let student = find(tx, permit.relationship(), student, membership)?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(student.as_ref().map(|student| student.id)),
    )?;
    Ok(student)
}

/// Actions that change something of a student and show the student after it.
pub trait OpensProfile: Action {
    /// The student.
    fn student(subject: Self::Subject) -> UserId;
}

impl OpensProfile for UpdateStudent {
    fn student(subject: ClassMember) -> UserId {
        subject.student
    }
}

impl OpensProfile for EnrollStudent {
    fn student(subject: EnrollmentCandidate) -> UserId {
        subject.student
    }
}

/// Reads the permitted student, to decide upon a change and to show what became of it.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: OpensProfile>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
) -> Result<Option<Student>, DbError> {
    let student = A::student(permit.subject());
    find(tx, permit.relationship(), student, Membership::Present)
}

/// Opens the profile of a student as a person sees it who stands so to them.
pub(crate) fn profile_as(
    tx: &mut Tx<'_>,
    student: UserId,
    reader: Relationship,
) -> Result<Option<Student>, DbError> {
    find(tx, reader, student, Membership::Present)
}

fn find(
    tx: &mut Tx<'_>,
    relationship: Relationship,
    student: UserId,
    membership: Membership,
) -> Result<Option<Student>, DbError> {
    let row: Option<Row> = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq(student))
        .select(COLUMNS)
        .first(tx.conn())
        .optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let keys = tx.organization_key()?;
    open(&keys, relationship, membership, row).map(Some)
}

/// The columns of a [`Row`].
pub(super) const COLUMNS: (
    users::id,
    users::given_name,
    users::family_name,
    users::display_name,
    users::username,
    users::grade_level,
    users::suspended_at,
    users::created_at,
    users::updated_at,
    subject_keys::wrapped,
) = (
    users::id,
    users::given_name,
    users::family_name,
    users::display_name,
    users::username,
    users::grade_level,
    users::suspended_at,
    users::created_at,
    users::updated_at,
    subject_keys::wrapped,
);

/// A student's row beside their key.
pub(super) type Row = (
    UserId,
    Sealed,
    Sealed,
    Sealed,
    Option<Sealed>,
    Option<GradeLevel>,
    Option<DateTime<Utc>>,
    DateTime<Utc>,
    DateTime<Utc>,
    Sealed,
);

/// Opens what a person in this relationship sees of a row. Of a student who left, the name still
/// says whose record it is; what may have changed since is not shown (FER-03).
pub(super) fn open(
    keys: &OrganizationKey,
    relationship: Relationship,
    membership: Membership,
    row: Row,
) -> Result<Student, DbError> {
    let (id, given, family, display, username, grade_level, suspended_at, created_at, ..) = row;
    let (updated_at, wrapped) = (row.8, row.9);
    let subject = keys.open_subject(id, &wrapped)?;
    let text = |place, sealed: &Sealed| subject.open_text(place, id.uuid(), sealed);
    let full_name = match name_sight(relationship) {
        NameVisibility::Full => Some(FullName {
            given_name: text(GIVEN_NAME, &given)?,
            family_name: text(FAMILY_NAME, &family)?,
        })
        .filter(|name| !name.given_name.is_empty()),
        NameVisibility::DisplayOnly => None,
    };
    let username = match (login_sight(relationship, membership), username) {
        (LoginSight::Shown, Some(username)) => Some(text(USERNAME, &username)?),
        (LoginSight::Shown, None) | (LoginSight::Withheld, _) => None,
    };
    Ok(Student {
        id,
        display_name: text(DISPLAY_NAME, &display)?,
        full_name,
        username,
        grade_level: match membership {
            Membership::Present => grade_level,
            Membership::Ended(_) => None,
        },
        suspended_at: match membership {
            Membership::Present => suspended_at,
            Membership::Ended(_) => None,
        },
        created_at,
        updated_at: match membership {
            Membership::Present => updated_at,
            Membership::Ended(end) => updated_at.min(end),
        },
    })
}

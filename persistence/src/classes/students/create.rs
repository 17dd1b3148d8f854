//! Creating students in a class, under the school's agreement.

use diesel::prelude::*;
use domain::{
    access::action::CreateStudents,
    accounts::credentials::{AccountStatus, CredentialKind, PersonKind},
    age::{conflict::AgeSource, evidence::DobEvidence},
    audit::{ChangeRole, Changed},
    classes::{grade_level::GradeLevel, kind::ClassKind},
    ids::{AgreementId, AttestationId, ClassId, EnrollmentId, GroundId, SchoolId, UserId},
    organizations::authorization::{MissingCondition, Placement, StaffVerification},
};

use super::{attest, school_enrollment};
use crate::{
    access::Permit,
    accounts::{
        credentials,
        people::{self, NewPerson},
        usernames,
    },
    age::{self, NewStatement},
    audit,
    database::Tx,
    error::DbError,
    organizations::agreements,
    schema::{classes, enrollments},
    sql_types::bind_instant,
};

/// A student who is to be created.
#[derive(Clone)]
pub struct StudentToCreate {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The display name of the student.
    pub display_name: String,
    /// The name with which the student signs in, normalised.
    pub username: String,
    /// Grade level.
    pub grade_level: Option<GradeLevel>,
    /// The year or month of birth, if the school needs to say it.
    pub born: Option<DobEvidence>,
    /// The hash of the student's passphrase.
    pub passphrase_hash: String,
}

/// Why students cannot be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreateStudentsRefusal {
    /// The class is a sandbox, which takes students by aliases only (SCH-04).
    Sandbox,
    /// The school does not authorize it (SCH-02): the condition that lacks.
    NotAuthorized(MissingCondition),
    /// The actor has not confirmed for this class and its session what is to be confirmed (SCH-03).
    AttestationRequired,
    /// The username of the student at this index is taken.
    UsernameTaken(usize),
}

/// What students are created under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreatedUnder {
    /// The agreement that authorizes it.
    agreement: AgreementId,
    /// What the actor confirmed.
    attestation: AttestationId,
}

/// What students with these usernames can be created under in the permitted class. `None` is a
/// username that is yet to be drawn.
///
/// # Errors
/// If the database fails.
pub fn may_create<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateStudents>,
    usernames: &[Option<String>],
) -> Result<Result<CreatedUnder, CreateStudentsRefusal>, DbError> {
    let (school, kind): (SchoolId, ClassKind) = classes::table
        .find((tx.tenant(), permit.subject()))
        .select((classes::school_id, classes::kind))
        .first(tx.conn())?;
    if kind == ClassKind::Sandbox {
        return Ok(Err(CreateStudentsRefusal::Sandbox));
    }
    let authorization = agreements::authorization(
        tx,
        school,
        Placement::AddedByStaff(StaffVerification::by(permit.relationship())),
    )?;
    let agreement = match authorization {
        Ok(agreement) => agreement,
        Err(condition) => return Ok(Err(CreateStudentsRefusal::NotAuthorized(condition))),
    };
    let attested = attest::in_force(tx, permit.subject(), permit.actor().user())?;
    let Some(attestation) = attested else {
        return Ok(Err(CreateStudentsRefusal::AttestationRequired));
    };
    for (index, username) in usernames.iter().enumerate() {
        let Some(name) = username else {
            continue;
        };
        let twice = usernames.iter().take(index).any(|other| other == username);
        if twice || people::find_by_username(tx, name)?.is_some() {
            return Ok(Err(CreateStudentsRefusal::UsernameTaken(index)));
        }
    }
    Ok(Ok(CreatedUnder {
        agreement,
        attestation,
    }))
}

/// Creates students in the permitted class, all or none, and gives their ids in the same order.
///
/// # Errors
/// If the database fails.
pub fn create<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateStudents>,
    students: &[StudentToCreate],
) -> Result<Result<Vec<UserId>, CreateStudentsRefusal>, DbError> {
    let usernames: Vec<_> = students
        .iter()
        .map(|student| Some(student.username.clone()))
        .collect();
    let under = match may_create(tx, permit, &usernames)? {
        Ok(under) => under,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let mut created = Vec::with_capacity(students.len());
    let mut stated = Changed::nothing();
    for student in students {
        let person = create_one(tx, permit.subject(), under.agreement, student)?;
        created.push(person);
        if let (Some(evidence), Some(source)) = (student.born, AgeSource::of(permit.relationship()))
        {
            let by = Some(permit.actor().user());
            let new = NewStatement {
                source,
                evidence,
                by,
            };
            let Ok(changed) = age::state(tx, person, new)? else {
                let lacks = MissingCondition::DataSchedule;
                return Ok(Err(CreateStudentsRefusal::NotAuthorized(lacks)));
            };
            stated = stated.and(changed);
        }
    }
    attest::link(tx, under.attestation, &created)?;
    let students = created.iter().copied();
    let changed = Changed::each(ChangeRole::Created, students).referring_to([under.attestation]);
    audit::changed(tx, permit, changed.and(stated))?;
    Ok(Ok(created))
}

/// Draws a username for a student who is to be created: one that no one has, and that is not among
/// those chosen for others.
///
/// # Errors
/// If the database fails.
pub fn username_for<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, CreateStudents>,
    given_name: &str,
    family_name: &str,
    chosen: &[String],
) -> Result<String, DbError> {
    usernames::draw(tx, given_name, family_name, chosen)
        .map(|username| username.as_str().to_owned())
}

fn create_one(
    tx: &mut Tx<'_>,
    class: ClassId,
    agreement: AgreementId,
    student: &StudentToCreate,
) -> Result<UserId, DbError> {
    let person = people::insert(
        tx,
        &NewPerson {
            kind: PersonKind::Student,
            status: AccountStatus::Active,
            given_name: student.given_name.clone(),
            family_name: student.family_name.clone(),
            display_name: student.display_name.clone(),
            email: None,
            username: Some(student.username.clone()),
            source_id: None,
            grade_level: student.grade_level,
        },
    )?;
    credentials::put(
        tx,
        person,
        CredentialKind::Passphrase,
        &student.passphrase_hash,
    )?;
    enroll(tx, class, person, agreement.into())?;
    Ok(person)
}

/// Enrols a student in a class from this instant on.
///
/// # Errors
/// If the database fails.
pub(crate) fn enroll(
    tx: &mut Tx<'_>,
    class: ClassId,
    student: UserId,
    ground: GroundId,
) -> Result<EnrollmentId, DbError> {
    let id: EnrollmentId = tx.new_id();
    let row = (
        enrollments::organization_id.eq(tx.tenant()),
        enrollments::id.eq(id),
        enrollments::class_id.eq(class),
        enrollments::user_id.eq(student),
        enrollments::collected_under.eq(ground),
        enrollments::begins_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(enrollments::table)
        .values(row)
        .execute(tx.conn())?;
    school_enrollment::note(tx, class, student)?;
    Ok(id)
}

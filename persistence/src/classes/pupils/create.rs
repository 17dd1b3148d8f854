//! Creating pupils in a class, under the school's agreement.

use diesel::prelude::*;
use domain::{
    access::{Permit, action::CreatePupils},
    accounts::credentials::{AccountStatus, CredentialKind, PersonKind},
    classes::grade_level::GradeLevel,
    ids::{AgreementId, ClassId, EnrollmentId, SchoolId, UserId},
    organizations::authorization::{MissingCondition, Placement, StaffVerification},
};

use crate::{
    accounts::{
        credentials,
        people::{self, NewPerson},
        usernames,
    },
    audit,
    database::Tx,
    error::DbError,
    organizations::agreements,
    schema::{classes, enrollments},
    sql_types::{at, key},
};

/// A pupil who is to be created.
#[derive(Clone)]
pub struct NewPupil {
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// How others see the pupil.
    pub display_name: String,
    /// The name with which the pupil signs in, normalised.
    pub username: String,
    /// Grade level.
    pub grade_level: Option<GradeLevel>,
    /// The hash of the pupil's passphrase.
    pub passphrase_hash: String,
}

/// How the creation of pupils ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CreatePupilsOutcome {
    /// They are in the class. In the order in which they were given.
    Created(Vec<UserId>),
    /// The school does not authorize it (SCH-02): the condition that lacks.
    NotAuthorized(MissingCondition),
    /// The username of the pupil at this index is somebody's already.
    UsernameTaken(usize),
}

/// Creates pupils in the permitted class, all or none.
///
/// # Errors
/// If the database fails.
pub fn create(
    tx: &mut Tx<'_>,
    permit: &Permit<CreatePupils>,
    pupils: &[NewPupil],
) -> Result<CreatePupilsOutcome, DbError> {
    let class = permit.subject();
    let school: SchoolId = classes::table
        .find((tx.tenant(), key(class)))
        .select(classes::school_id)
        .first(tx.conn())?;
    let authorization = agreements::authorization(
        tx,
        school,
        StaffVerification::AdminApproval,
        Placement::AddedByStaff,
    )?;
    let agreement = match authorization {
        Ok(agreement) => agreement,
        Err(condition) => return Ok(CreatePupilsOutcome::NotAuthorized(condition)),
    };
    for (index, pupil) in pupils.iter().enumerate() {
        let twice = pupils
            .iter()
            .take(index)
            .any(|other| other.username == pupil.username);
        if twice || people::find_by_username(tx, &pupil.username)?.is_some() {
            return Ok(CreatePupilsOutcome::UsernameTaken(index));
        }
    }
    let created = pupils
        .iter()
        .map(|pupil| create_one(tx, class, agreement, pupil))
        .collect::<Result<Vec<_>, DbError>>()?;
    audit::performed(tx, permit, created.len())?;
    Ok(CreatePupilsOutcome::Created(created))
}

/// Draws a username for a pupil who is to be created: one that nobody has, and that is not among
/// those chosen for others.
///
/// # Errors
/// If the database fails.
pub fn username_for(
    tx: &mut Tx<'_>,
    _permit: &Permit<CreatePupils>,
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
    pupil: &NewPupil,
) -> Result<UserId, DbError> {
    let person = people::insert(
        tx,
        &NewPerson {
            kind: PersonKind::Pupil,
            status: AccountStatus::Active,
            given_name: pupil.given_name.clone(),
            family_name: pupil.family_name.clone(),
            display_name: pupil.display_name.clone(),
            email: None,
            username: Some(pupil.username.clone()),
            source_id: None,
            grade_level: pupil.grade_level,
        },
    )?;
    credentials::put(
        tx,
        person,
        CredentialKind::Passphrase,
        &pupil.passphrase_hash,
    )?;
    enroll(tx, class, person, agreement)?;
    Ok(person)
}

/// Enrols a pupil in a class from this instant on.
///
/// # Errors
/// If the database fails.
pub(crate) fn enroll(
    tx: &mut Tx<'_>,
    class: ClassId,
    pupil: UserId,
    agreement: AgreementId,
) -> Result<EnrollmentId, DbError> {
    let id: EnrollmentId = tx.new_id();
    let row = (
        enrollments::organization_id.eq(tx.tenant()),
        enrollments::id.eq(key(id)),
        enrollments::class_id.eq(key(class)),
        enrollments::user_id.eq(key(pupil)),
        enrollments::collected_under.eq(key(agreement)),
        enrollments::begins_at.eq(at(tx.now())),
    );
    diesel::insert_into(enrollments::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}

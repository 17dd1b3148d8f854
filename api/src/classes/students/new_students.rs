//! Students who are to be created, and the names with which they will sign in.

use chrono::{DateTime, Utc};
use domain::{
    access::action::CreateStudents,
    accounts::usernames::Username,
    age::evidence::DobEvidence,
    classes::grade_level::GradeLevel,
    text::{FamilyName, GivenName, YearOrMonth, display_name_of_student},
};
use persistence::{
    Tx,
    access::Permit,
    classes::students::{self, StudentToCreate},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::secrets::NewSecret;
use crate::{
    age::born,
    http::Checked,
    problem::{ApiError, FieldError},
};

/// A student to create.
#[derive(Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStudent {
    /// Given name.
    #[validate(custom(function = crate::http::text))]
    pub given_name: GivenName,
    /// Family name. Not required: the display name shows its initial only.
    #[validate(custom(function = crate::http::text))]
    pub family_name: Option<FamilyName>,
    /// Grade level.
    pub grade_level: Option<GradeLevel>,
    /// The year or month of birth. Not required; the school's agreement must list evidence of age.
    #[validate(custom(function = crate::http::text))]
    pub born: Option<YearOrMonth>,
    /// The name with which the student signs in. Without one, it is made of the given name and a
    /// number, and never of the family name. Letters of any script, digits, and the signs of a
    /// keyboard but `@`; capitals do not count (RFC 8265 §3.3).
    #[schema(
        min_length = 1,
        max_length = 64,
        pattern = "^[^@]+$",
        example = "ada17"
    )]
    pub username: Option<String>,
}

/// Students to create.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateStudentsRequest {
    /// The students.
    #[validate(length(min = 1, max = 60), nested)]
    #[schema(min_items = 1, max_items = 60)]
    pub students: Vec<NewStudent>,
}

impl Checked for CreateStudentsRequest {}

/// The usernames that the body chooses, in its order.
///
/// # Errors
/// If one is malformed or there twice.
pub(super) fn chosen_usernames(students: &[NewStudent]) -> Result<Vec<Option<String>>, ApiError> {
    let mut chosen: Vec<Option<String>> = Vec::with_capacity(students.len());
    let mut errors = Vec::new();
    for (index, student) in students.iter().enumerate() {
        let username = student.username.as_deref().map(Username::parse).transpose();
        let pointer = || format!("/students/{index}/username");
        let username = match username {
            Ok(username) => username.map(|username| username.as_str().to_owned()),
            Err(malformed) => {
                errors.push(FieldError::new(
                    pointer(),
                    "malformed",
                    malformed.to_string(),
                ));
                None
            }
        };
        if username.is_some() && chosen.contains(&username) {
            errors.push(FieldError::new(pointer(), "duplicate", "is given twice"));
        }
        chosen.push(username);
    }
    if errors.is_empty() {
        Ok(chosen)
    } else {
        Err(ApiError::fields(errors))
    }
}

/// The students, each with a username of their own.
///
/// # Errors
/// If the database fails.
pub(super) fn with_usernames<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateStudents>,
    students: &[NewStudent],
    usernames: &[Option<String>],
    secrets: &[NewSecret],
) -> Result<Vec<StudentToCreate>, ApiError> {
    let births = births(students, tx.now())?;
    let mut given: Vec<String> = usernames.iter().flatten().cloned().collect();
    let mut new = Vec::with_capacity(students.len());
    let each = students.iter().zip(usernames).zip(secrets).zip(births);
    for (((student, username), secret), born) in each {
        let given_name = student.given_name.as_str();
        let family_name = student.family_name.as_ref().map_or("", FamilyName::as_str);
        let username = match username {
            Some(username) => username.clone(),
            None => students::username_for(tx, permit, given_name, family_name, &given)?,
        };
        given.push(username.clone());
        new.push(StudentToCreate {
            given_name: given_name.to_owned(),
            display_name: display_name_of_student(given_name, family_name),
            family_name: family_name.to_owned(),
            username,
            grade_level: student.grade_level,
            born,
            passphrase_hash: secret.hash.clone(),
        });
    }
    Ok(new)
}

/// When the students were born, as far as the body says so.
fn births(
    students: &[NewStudent],
    now: DateTime<Utc>,
) -> Result<Vec<Option<DobEvidence>>, ApiError> {
    let read = |(index, student): (usize, &NewStudent)| {
        let born = student.born.as_ref();
        born.map(|born| born::read(format!("/students/{index}/born"), born, now))
            .transpose()
    };
    students.iter().enumerate().map(read).collect()
}

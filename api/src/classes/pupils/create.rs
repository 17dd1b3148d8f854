//! `POST /v1/classes/{class_id}/students`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::{Permit, action::CreatePupils, authorize},
    accounts::{names::display_name_of_pupil, usernames::Username},
    ids::Id,
};
use persistence::{
    Tx,
    classes::{
        self,
        pupils::{self, CreatePupilsOutcome, NewPupil},
    },
    relationships,
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    secrets::{self, NewSecret},
    view::{StudentCredential, StudentCredentials},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, Once},
    problem::{ApiError, FieldError, ProblemKind},
    wire::GradeLevelWord,
};

/// A pupil to create.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStudent {
    /// Given name.
    #[validate(custom(function = "crate::http::name"))]
    #[schema(
        min_length = 1,
        max_length = 80,
        pattern = r"^\S(.*\S)?$",
        example = "Ada"
    )]
    pub given_name: String,
    /// Family name. Not required: the display name shows its initial only.
    #[validate(custom(function = "crate::http::name"))]
    #[schema(
        min_length = 1,
        max_length = 80,
        pattern = r"^\S(.*\S)?$",
        example = "Lovelace"
    )]
    pub family_name: Option<String>,
    /// Grade level.
    pub grade_level: Option<GradeLevelWord>,
    /// The name with which the pupil signs in. Without one, it is made of the given name and a
    /// number, and never of the family name.
    #[schema(
        min_length = 2,
        max_length = 64,
        pattern = "^[A-Za-z0-9._-]+$",
        example = "ada17"
    )]
    pub username: Option<String>,
}

/// Pupils to create.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateStudentsRequest {
    /// The pupils.
    #[validate(length(min = 1, max = 60), nested)]
    #[schema(min_items = 1, max_items = 60)]
    pub students: Vec<NewStudent>,
}

impl Checked for CreateStudentsRequest {}

/// Create pupils in a class
///
/// All of them or none. Each gets a username and a passphrase, which is shown this once. The school
/// must have an agreement in force. No e-mail address is asked for, and none would be written to.
#[utoipa::path(
    tag = "students",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body = CreateStudentsRequest,
    responses((status = CREATED, description = "What they sign in with", body = StudentCredentials)),
)]
#[post("/v1/classes/{class_id}/students")]
pub async fn create_students(
    caller: Caller,
    class: Path<Uuid>,
    once: Once,
    body: Body<CreateStudentsRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = Id::from_uuid(*class);
    hallpass
        .read(&caller, move |tx, actor| {
            let facts = relationships::of_class(tx, actor, class)?;
            Ok(authorize::<CreatePupils>(&facts).map(drop)?)
        })
        .await?;
    let usernames = chosen_usernames(&body.students)?;
    let secrets = secrets::make(&hallpass, body.students.len()).await?;
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            once.run(tx, actor, |tx| {
                let permit = authorize(&relationships::of_class(tx, actor, class)?)?;
                let new = with_usernames(tx, &permit, &body.students, &usernames, &secrets)?;
                let created = match pupils::create(tx, &permit, &new)? {
                    CreatePupilsOutcome::Created(created) => created,
                    CreatePupilsOutcome::NotAuthorized(_) => {
                        return Err(ProblemKind::SchoolAuthorizationRequired.into());
                    }
                    CreatePupilsOutcome::UsernameTaken(index) => return Err(taken(index)),
                };
                let class = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                let slips = created.iter().zip(&new).zip(&secrets);
                let students = slips.map(|((id, pupil), secret)| StudentCredential {
                    student_id: id.uuid(),
                    display_name: pupil.display_name.clone(),
                    sign_in_code: class.sign_in_code.clone(),
                    username: pupil.username.clone(),
                    passphrase: secret.passphrase.as_str().to_owned(),
                });
                let view = StudentCredentials {
                    students: students.collect(),
                };
                Answer::created(format!("/v1/classes/{}/students", class.id), &view)
            })
        })
        .await
}

/// The usernames that the body chooses, in its order.
fn chosen_usernames(students: &[NewStudent]) -> Result<Vec<Option<String>>, ApiError> {
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
            errors.push(FieldError::new(pointer(), "duplicate", "is there twice"));
        }
        chosen.push(username);
    }
    if errors.is_empty() {
        Ok(chosen)
    } else {
        Err(ApiError::fields(errors))
    }
}

fn with_usernames(
    tx: &mut Tx<'_>,
    permit: &Permit<CreatePupils>,
    students: &[NewStudent],
    usernames: &[Option<String>],
    secrets: &[NewSecret],
) -> Result<Vec<NewPupil>, ApiError> {
    let mut given: Vec<String> = usernames.iter().flatten().cloned().collect();
    let mut new = Vec::with_capacity(students.len());
    for ((student, username), secret) in students.iter().zip(usernames).zip(secrets) {
        let family_name = student.family_name.clone().unwrap_or_default();
        let username = match username {
            Some(username) => username.clone(),
            None => pupils::username_for(tx, permit, &student.given_name, &family_name, &given)?,
        };
        given.push(username.clone());
        new.push(NewPupil {
            given_name: student.given_name.clone(),
            display_name: display_name_of_pupil(&student.given_name, &family_name),
            family_name,
            username,
            grade_level: student.grade_level.map(|grade| grade.0),
            passphrase_hash: secret.hash.clone(),
        });
    }
    Ok(new)
}

fn taken(index: usize) -> ApiError {
    ApiError::Fields {
        kind: ProblemKind::AlreadyExists,
        errors: vec![FieldError::new(
            format!("/students/{index}/username"),
            "taken",
            "is somebody's already",
        )],
    }
}

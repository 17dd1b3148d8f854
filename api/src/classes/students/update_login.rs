//! `PATCH /v1/classes/{class_id}/students/{student_id}/login`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    accounts::usernames::Username,
    ids::{ClassId, UserId},
};
use persistence::classes::students::{self, UsernameOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::StudentLoginView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    problem::{ApiError, ConflictReason, FieldError, ProblemKind},
};

/// What a student is to sign in with. Absent members are not changed.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateStudentLoginRequest {
    /// The username: letters, digits and marks of any script, without an `@`. Capitals do not count.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[schema(
        nullable = false,
        min_length = 1,
        max_length = 64,
        pattern = "^[^@]+$",
        example = "ada17"
    )]
    pub username: Option<String>,
}

impl Checked for UpdateStudentLoginRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Change the login of a student
///
/// The passphrase and the sessions of the student stay. A roster that says the old username again
/// does not undo it. The username of a student who is at another school too is changed by an
/// administrator of the district, who changes no other one.
#[utoipa::path(
    tag = "students",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    request_body(content = UpdateStudentLoginRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated login", body = StudentLoginView)),
)]
#[patch("/v1/classes/{class_id}/students/{student_id}/login")]
pub async fn update_student_login(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    if_match: IfMatch,
    body: Body<UpdateStudentLoginRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let username = body.username.as_deref().map(Username::parse);
    let username = username.transpose().map_err(|malformed| {
        let error = FieldError::new("/username", "malformed", malformed.to_string());
        ApiError::fields(vec![error])
    })?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, ClassMember { class, student })?;
            let current = StudentLoginView::from(students::read_login(tx, &permit)?);
            if_match.holds(&current)?;
            let Some(username) = &username else {
                return Answer::ok(&current);
            };
            match students::change_username(tx, &permit, username)? {
                UsernameOutcome::Done => {}
                UsernameOutcome::Taken => return Err(taken()),
                UsernameOutcome::BeyondReach => {
                    return Err(ApiError::Conflict(ConflictReason::UsernameBeyondReach));
                }
            }
            Answer::ok(&StudentLoginView::from(students::read_login(tx, &permit)?))
        })
        .await
}

fn taken() -> ApiError {
    ApiError::Fields {
        kind: ProblemKind::AlreadyExists,
        errors: vec![FieldError::new("/username", "taken", "is already taken")],
    }
}

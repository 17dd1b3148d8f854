//! `PATCH /v1/classes/{class_id}/students/{student_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::{
    access::{ClassMember, action::UpdateStudent},
    classes::grade_level::GradeLevel,
    ids::{ClassId, UserId},
    text::{FamilyName, GivenName, display_name_of_student},
};
use persistence::classes::students::{self, Student, StudentChanges};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::StudentView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Change, Checked, IfMatch, MERGE_PATCH},
    problem::ApiError,
};

/// Corrections of a student's profile. Absent members are not changed.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "family_name": "Byron", "grade_level": "05" }))]
pub struct UpdateStudentRequest {
    /// Given name.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(custom(function = crate::http::text))]
    #[schema(nullable = false)]
    pub given_name: Option<GivenName>,
    /// Family name; `null` for none.
    #[serde(default)]
    #[validate(custom(function = crate::http::changed_text))]
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Change<FamilyName>,
    /// Grade level; `null` for none.
    #[serde(default)]
    #[schema(value_type = Option<GradeLevel>)]
    pub grade_level: Change<GradeLevel>,
}

impl Checked for UpdateStudentRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Update a student
///
/// Corrects name or grade level. The display name is derived from the name: given name and initial
/// of the family name. Students of a sandbox have aliases, and are corrected when the class has left it.
#[utoipa::path(
    tag = "students",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    request_body(content = UpdateStudentRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated student", body = StudentView)),
)]
#[patch("/v1/classes/{class_id}/students/{student_id}")]
pub async fn update_student(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    if_match: IfMatch,
    body: Body<UpdateStudentRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit::<UpdateStudent>(actor, member)?;
            let current = students::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&StudentView::from(current.clone()))?;
            let changes = changes(&body, current);
            if changes.given_name.is_empty() && body.family_name != Change::Keep {
                return Err(no_given_name());
            }
            students::update(tx, &permit, &changes)?;
            let updated = students::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&StudentView::from(updated))
        })
        .await
}

/// A student who came by an alias has no name: a family name alone would be none.
fn no_given_name() -> ApiError {
    ApiError::field(
        "/given_name",
        "required",
        "is required of a student without a name",
    )
}

fn changes(body: &UpdateStudentRequest, current: Student) -> StudentChanges {
    let (given_name, family_name) = current
        .full_name
        .map(|name| (name.given_name, name.family_name))
        .unwrap_or_default();
    let renamed = body.given_name.is_some() || body.family_name != Change::Keep;
    let given_name = body.given_name.clone().map_or(given_name, String::from);
    let family_name = body
        .family_name
        .clone()
        .map(String::from)
        .over(Some(family_name))
        .unwrap_or_default();
    StudentChanges {
        display_name: if renamed {
            display_name_of_student(&given_name, &family_name)
        } else {
            current.display_name
        },
        given_name,
        family_name,
        grade_level: body.grade_level.clone().over(current.grade_level),
    }
}

//! `PATCH /v1/classes/{class_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::text::ClassTitle;
use domain::{
    classes::grade_level::GradeLevel,
    ids::{AcademicSessionId, ClassId},
};
use persistence::{
    Tx,
    classes::{self, Class, ClassChanges},
    organizations::academic_sessions,
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::{create::no_such_term, view::ClassView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Change, Checked, IfMatch, MERGE_PATCH},
    problem::ApiError,
};

/// Changes of a class. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateClassRequest {
    /// Its title.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(custom(function = crate::http::text))]
    #[schema(nullable = false)]
    pub title: Option<ClassTitle>,
    /// Its grade level; `null` for none.
    #[serde(default)]
    #[schema(value_type = Option<GradeLevel>)]
    pub grade_level: Change<GradeLevel>,
    /// The term or school year with which it ends; `null` to end with the school year in which it was
    /// opened.
    #[serde(default)]
    #[schema(value_type = Option<AcademicSessionId>)]
    pub academic_session_id: Change<AcademicSessionId>,
}

impl Checked for UpdateClassRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Update a class
///
/// Changes title, grade level or academic session, as a merge patch. Available to the teacher of
/// record and to school administrators. Another academic session changes when access through the
/// class ends. A class whose access had ended opens again, without students who have since moved to
/// a class of another school.
#[utoipa::path(
    tag = "classes",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body(content = UpdateClassRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated class", body = ClassView)),
)]
#[patch("/v1/classes/{class_id}")]
pub async fn update_class(
    caller: Caller,
    class: Path<ClassId>,
    if_match: IfMatch,
    body: Body<UpdateClassRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            let current = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&ClassView::from(current.clone()))?;
            let grade = current.grade_level;
            let (academic_session_id, access_ends_at) =
                end(tx, &current, &body.academic_session_id)?;
            let changes = ClassChanges {
                title: body.title.clone().map_or(current.title, String::from),
                grade_level: body.grade_level.clone().over(grade),
                academic_session_id,
                access_ends_at,
            };
            classes::update(tx, &permit, &changes)?;
            let after = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&ClassView::from(after))
        })
        .await
}

/// The term of the class after the change, and when access through the class ends with it.
fn end(
    tx: &mut Tx<'_>,
    current: &Class,
    wanted: &Change<AcademicSessionId>,
) -> Result<(Option<AcademicSessionId>, DateTime<Utc>), ApiError> {
    if wanted.is_kept() {
        return Ok((current.academic_session_id, current.access_ends_at));
    }
    let session = wanted.clone().over(None);
    let school = current.school_id;
    let end = academic_sessions::class_end(tx, school, session, current.created_at)?
        .ok_or_else(no_such_term)?;
    Ok((session, end))
}

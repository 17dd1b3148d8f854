//! `PATCH /v1/classes/{class_id}`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::{access::authorize, ids::Id};
use persistence::{
    classes::{self, ClassChanges},
    relationships,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::view::ClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Change, Checked, IfMatch, MERGE_PATCH},
    openapi::Example,
    problem::ApiError,
    wire::GradeLevelWord,
};

/// Changes of a class. Members that are absent stay as they are.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = UpdateClassRequest::example)]
pub struct UpdateClassRequest {
    /// Its title.
    #[validate(custom(function = crate::http::line::<1, 120>))]
    #[schema(
        min_length = 1,
        max_length = 120,
        pattern = r"^\S(.*\S)?$",
        example = "Grade 4 Coding, mornings"
    )]
    pub title: Option<String>,
    /// Its grade level; `null` for none.
    #[serde(default, skip_serializing_if = "Change::is_kept")]
    #[schema(value_type = Option<GradeLevelWord>)]
    pub grade_level: Change<GradeLevelWord>,
}

impl Example for UpdateClassRequest {
    fn example() -> Self {
        Self {
            title: Some("Grade 4 Coding, mornings".to_owned()),
            grade_level: Change::Keep,
        }
    }
}

impl Checked for UpdateClassRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Change a class
///
/// Its title or grade level, as a merge patch: for its teacher of record and for school
/// administrators.
#[utoipa::path(
    tag = "classes",
    params(("class_id" = Uuid, Path, description = "The class")),
    request_body(content = UpdateClassRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The class after the change", body = ClassView)),
)]
#[patch("/v1/classes/{class_id}")]
pub async fn update_class(
    caller: Caller,
    class: Path<Uuid>,
    if_match: IfMatch,
    body: Body<UpdateClassRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = Id::from_uuid(*class);
    hallpass
        .write(&caller, move |tx, actor| {
            let facts = relationships::of_class(tx, actor, class)?;
            let permit = authorize(&facts)?;
            let current = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            if_match.holds(&ClassView::from(current.clone()))?;
            let grade = current.grade_level.map(|grade| GradeLevelWord(grade.0));
            let changes = ClassChanges {
                title: body.title.clone().unwrap_or(current.title),
                grade_level: body.grade_level.clone().over(grade).map(|grade| grade.0),
            };
            classes::update(tx, &permit, &changes)?;
            let after = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&ClassView::from(after))
        })
        .await
}

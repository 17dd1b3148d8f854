//! `GET /v1/classes/{class_id}/students/{student_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::{ClassMember, authorize},
    ids::Id,
};
use persistence::{classes::pupils, relationships};
use uuid::Uuid;

use super::view::StudentView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Show a pupil of a class
///
/// Those who teach the class reach a pupil only while the pupil is in it. Administrators also reach one
/// who left, and then see no username, no grade level and no later change.
#[utoipa::path(
    tag = "pupils",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The pupil"),
    ),
    responses((status = OK, description = "The pupil", body = StudentView)),
)]
#[get("/v1/classes/{class_id}/students/{student_id}")]
pub async fn show_student(
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, pupil) = path.into_inner();
    let member = ClassMember {
        class: Id::from_uuid(class),
        pupil: Id::from_uuid(pupil),
    };
    hallpass
        .read(&caller, move |tx, actor| {
            let facts = relationships::of_record(tx, actor, member)?;
            let permit = authorize(&facts)?;
            let pupil = pupils::show(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&StudentView::from(pupil))
        })
        .await
}

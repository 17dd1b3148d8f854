//! `GET /v1/classes/{class_id}/progress`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::action::ReadClassProgress, ids::ClassId};
use persistence::progress;

use super::class_view::ClassProgressView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, EntityTag, IfNoneMatch},
    problem::ApiError,
};

/// Get the progress of a class
///
/// Every student and every lesson of the class's courses: tries, successes, time on task, when they
/// were last there, and who may need help. The entity tag changes when any of it does; while it does
/// not, a request with `If-None-Match` is answered without reading progress, and shows nothing.
#[utoipa::path(
    tag = "progress",
    params(("class_id" = Uuid, Path, description = "The class")),
    responses((status = OK, description = "The progress of the class", body = ClassProgressView)),
)]
#[get("/v1/classes/{class_id}/progress")]
pub async fn show_class_progress(
    caller: Caller,
    class: Path<ClassId>,
    known: IfNoneMatch,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadClassProgress>(actor, class)?;
            let overview = progress::overview(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            let tag = EntityTag::of_facts(&overview.facts());
            if known.names(&tag) {
                return Ok(Answer::unchanged(tag));
            }
            let progress = overview.disclose(tx, &course_indexes)?;
            Answer::ok_under(tag, &ClassProgressView::of(class, progress))
        })
        .await
}

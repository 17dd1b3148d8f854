//! `GET /v1/classes/{class_id}/progress`

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use domain::{access::action::ReadClassProgress, ids::ClassId};
use persistence::progress::{self, ClassRevision};

use super::{class_revision::SinceQuery, class_view::ClassProgressView};
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
///
/// With `since` the answer holds the students who changed since that `revision`, or everything if
/// lessons or students came or went; `extent` says which. To follow a class, ask again with the last
/// `revision` after `poll_after_seconds` and a random part of `poll_jitter_seconds`, and not while
/// the page is hidden.
#[utoipa::path(
    tag = "progress",
    params(("class_id" = Uuid, Path, description = "The class"), SinceQuery),
    responses((status = OK, description = "The progress of the class", body = ClassProgressView)),
)]
#[get("/v1/classes/{class_id}/progress")]
pub async fn show_class_progress(
    caller: Caller,
    class: Path<ClassId>,
    query: Query<SinceQuery>,
    known: IfNoneMatch,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let since = query.revision()?;
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadClassProgress>(actor, class)?;
            let overview = progress::overview(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            let mut facts = overview.facts();
            facts.extend_from_slice(since.as_ref().map_or(&[], ClassRevision::bytes));
            let tag = EntityTag::of_facts(&facts);
            if known.names(&tag) {
                return Ok(Answer::unchanged(tag));
            }
            if let Some(since) = since.as_ref().filter(|since| overview.is_at(since)) {
                return Answer::ok_under(tag, &ClassProgressView::unchanged(class, since.clone()));
            }
            let progress = overview.disclose(tx, &course_indexes, since.as_ref())?;
            Answer::ok_under(tag, &ClassProgressView::of(class, progress))
        })
        .await
}

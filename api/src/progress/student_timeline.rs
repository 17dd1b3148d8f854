//! `GET /v1/classes/{class_id}/students/{student_id}/timeline`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, UserId},
};
use persistence::progress;

use super::{timeline::TimelineEventView, timeline_query::TimelineQuery};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page},
    problem::ApiError,
};

/// List the learning events of a student
///
/// Newest first, with submitted work, in the courses that the class has or had. Earlier work in
/// those courses is included. Answers to prompts are shown to the teacher of record only, and only
/// from the time in which both were in the class; content that the caller may not see is marked as
/// withheld. For a student who left the class, administrators see what was reported before the
/// student left.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
        TimelineQuery,
    ),
    responses((status = OK, description = "A page of events", body = Page<TimelineEventView>)),
)]
#[get("/v1/classes/{class_id}/students/{student_id}/timeline")]
pub async fn list_student_timeline(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    query: Query<TimelineQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    let (events, wanted) = (query.events(), query.wanted(&request, &hallpass)?);
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, member)?;
            Ok(
                progress::of_student(tx, &permit, &course_indexes, events, page)?
                    .map(TimelineEventView::from),
            )
        })
        .await
}

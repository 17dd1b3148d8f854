//! `GET /v1/classes/{class_id}/students/{student_id}/feedback`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::ClassMember,
    ids::{ClassId, UserId},
};
use persistence::progress;

use super::feedback::FeedbackView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the feedback to a student
///
/// The feedback that was given in this class, oldest first. To a teaching assistant there is none.
#[utoipa::path(
    tag = "progress",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The student"),
        PageQuery,
    ),
    responses((status = OK, description = "A page of feedback", body = Page<FeedbackView>)),
)]
#[get("/v1/classes/{class_id}/students/{student_id}/feedback")]
pub async fn list_student_feedback(
    caller: Caller,
    path: Path<(ClassId, UserId)>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, student) = path.into_inner();
    let member = ClassMember { class, student };
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, member)?;
            Ok(progress::feedback_in_class(tx, &permit, page)?.map(FeedbackView::from))
        })
        .await
}

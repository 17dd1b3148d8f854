//! `GET /v1/schools/{school_id}/accuracy-reviews`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::SchoolId;
use persistence::organizations::accuracy_reviews;

use super::view::AccuracyReviewView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the reviews of accuracy of a school
///
/// For each academic session whether the school confirmed that the names and enrollments of its students
/// are true, and by when: 30 days after the session began. For administrators of the school.
#[utoipa::path(
    tag = "schools",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of reviews", body = Page<AccuracyReviewView>)),
)]
#[get("/v1/schools/{school_id}/accuracy-reviews")]
pub async fn list_accuracy_reviews(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(accuracy_reviews::list(tx, &permit, page)?.map(AccuracyReviewView::from))
        })
        .await
}

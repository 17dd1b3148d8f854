//! `GET /v1/schools/{school_id}/age-reviews`

use actix_web::{
    get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{
    age::conflict::AgeSource,
    ids::{AgeStatementId, ClassId, SchoolId, UserId},
};
use persistence::age::{self, AgeReview};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// Evidence that contradicts what is kept, and waits for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeReviewView {
    /// The contested evidence.
    pub statement_id: AgeStatementId,
    /// The student.
    pub student_id: UserId,
    /// A class of the school in which the student is.
    pub class_id: ClassId,
    /// On whose word the evidence is.
    pub source: AgeSource,
    /// When it was stated.
    pub stated_at: DateTime<Utc>,
}

impl From<AgeReview> for AgeReviewView {
    fn from(review: AgeReview) -> Self {
        Self {
            statement_id: review.id,
            student_id: review.student,
            class_id: review.class,
            source: review.source,
            stated_at: review.stated_at,
        }
    }
}

/// List the open reviews of ages of a school
///
/// Contradictions about students who are in a class of the school, oldest first. For administrators.
#[utoipa::path(
    tag = "age",
    params(("school_id" = Uuid, Path, description = "The school"), PageQuery),
    responses((status = OK, description = "A page of reviews", body = Page<AgeReviewView>)),
)]
#[get("/v1/schools/{school_id}/age-reviews")]
pub async fn list_age_reviews(
    caller: Caller,
    school: Path<SchoolId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            Ok(age::reviews(tx, &permit, page)?.map(AgeReviewView::from))
        })
        .await
}

//! A review of accuracy as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::AcademicSessionId, records::accuracy::AccuracyStanding, text::AcademicSessionTitle,
};
use persistence::organizations::accuracy_reviews::AccuracyReview;
use serde::Serialize;
use utoipa::ToSchema;

/// Where the review of a school stands in an academic session.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccuracyReviewView {
    /// The session.
    pub academic_session_id: AcademicSessionId,
    /// Its title.
    #[schema(value_type = AcademicSessionTitle)]
    pub title: String,
    /// Its first day.
    #[schema(example = "2026-08-24")]
    pub starts_on: NaiveDate,
    /// From when on the review is overdue.
    pub due_at: DateTime<Utc>,
    /// Where it stands. An overdue review blocks nothing.
    pub standing: AccuracyStanding,
    /// When the school confirmed.
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl From<AccuracyReview> for AccuracyReviewView {
    fn from(review: AccuracyReview) -> Self {
        Self {
            academic_session_id: review.session,
            title: review.title,
            starts_on: review.starts_on,
            due_at: review.due_at,
            standing: review.standing,
            confirmed_at: review.confirmed_at,
        }
    }
}

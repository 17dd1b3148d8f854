//! What a parent asked for, as clients see it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{ParentRequestId, SchoolId, UserId},
    organizations::parent_request::{
        ParentRequestKind, ParentRequestState, RequestRefused, Requester, StudentAge,
    },
};
use persistence::organizations::parent_requests::ParentRequest;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{ApiError, ConflictReason};

/// What a parent of a school's student asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct ParentRequestView {
    /// Its id.
    pub id: ParentRequestId,
    /// The school.
    pub school_id: SchoolId,
    /// The student.
    pub student_id: UserId,
    /// What is asked for.
    pub kind: ParentRequestKind,
    /// Who asks.
    pub requester: Requester,
    /// How old the student is; `null` if unknown, which counts as a child.
    pub student_age: Option<StudentAge>,
    /// Since when the student has not been enrolled in the district, where a document shows it.
    pub not_enrolled_since: Option<NaiveDate>,
    /// Where it stands.
    pub state: ParentRequestState,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When it is done, closed or due to be answered; `null` once it is decided.
    pub acts_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

impl From<ParentRequest> for ParentRequestView {
    fn from(request: ParentRequest) -> Self {
        Self {
            id: request.id,
            school_id: request.school_id,
            student_id: request.student_id,
            kind: request.kind,
            requester: request.requester,
            student_age: request.student_age,
            not_enrolled_since: request.not_enrolled_since,
            state: request.state,
            filed_at: request.filed_at,
            acts_at: request.acts_at,
            decided_at: request.decided_at,
        }
    }
}

/// Why a request or an answer is refused.
pub(super) fn refused(refusal: RequestRefused) -> ApiError {
    match refusal {
        RequestRefused::RightsAreTheStudents => ApiError::field(
            "/requester",
            "not_entitled",
            "has no such right: those of an adult student are the student's own",
        ),
        RequestRefused::NotAwaited => ApiError::Conflict(ConflictReason::AnswerNotAwaited),
        RequestRefused::MustDelete => ApiError::Conflict(ConflictReason::MustDelete),
    }
}

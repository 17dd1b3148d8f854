//! `POST /v1/schools/{school_id}/students/{student_id}/revoke`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::ids::{AuthorityEndId, SchoolId, UserId};
use persistence::organizations::revocations::{self, RevokeOutcome};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// What is answered when an account holds work of another school too.
pub(super) const BEYOND_REACH: ApiError = ApiError::Conflict(ConflictReason::AccountBeyondReach);

/// An authorization that was revoked.
#[derive(Debug, Serialize, ToSchema)]
pub struct RevocationView {
    /// Its id.
    pub id: AuthorityEndId,
    /// The student.
    pub student_id: UserId,
    /// When it was revoked.
    pub revoked_at: DateTime<Utc>,
    /// When what is held of the student is deleted.
    pub purge_at: DateTime<Utc>,
}

/// Revoke the authorization for a student
///
/// The school no longer authorizes that data of this student is processed: the account is locked at
/// once, and everything that is held is deleted within 30 days (SCH-06). There is no way back. Of a student
/// who is at another school too, the district decides.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("student_id" = Uuid, Path, description = "The student"),
    ),
    responses((status = OK, description = "The revocation", body = RevocationView)),
)]
#[post("/v1/schools/{school_id}/students/{student_id}/revoke")]
pub async fn revoke_student(
    caller: Caller,
    path: Path<(SchoolId, UserId)>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, student) = path.into_inner();
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                let revoked = match revocations::revoke(tx, &permit, student)? {
                    RevokeOutcome::Revoked(revoked) => revoked,
                    RevokeOutcome::BeyondReach => return Err(BEYOND_REACH),
                    RevokeOutcome::NoSuchStudent => return Err(ApiError::NOT_FOUND),
                };
                Answer::ok(&RevocationView {
                    id: revoked.id,
                    student_id: revoked.student,
                    revoked_at: revoked.revoked_at,
                    purge_at: revoked.purge_at,
                })
            })
        })
        .await
}

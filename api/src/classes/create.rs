//! `POST /v1/schools/{school_id}/classes`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::text::ClassTitle;
use domain::{
    classes::{grade_level::GradeLevel, kind::ClassKind, sandbox::SandboxRefusal},
    ids::{AcademicSessionId, SchoolId},
};
use persistence::{
    classes::{self, NewClass},
    organizations::academic_sessions,
};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::ClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// A class to open.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateClassRequest {
    /// Its title.
    #[validate(custom(function = crate::http::text))]
    pub title: ClassTitle,
    /// What it is: an ordinary class if nothing else is said. A school without an agreement in force has
    /// sandboxes.
    pub kind: Option<ClassKind>,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
    /// The term or school year with which it ends. Without one it ends with the school year.
    pub academic_session_id: Option<AcademicSessionId>,
}

impl Checked for CreateClassRequest {}

/// Create a class
///
/// A teacher who creates a class becomes its teacher of record. Access through a class ends 30 days
/// after the last day of its academic session.
///
/// Where no agreement of the school is in force, a class may be a `sandbox`: up to 40 students with
/// aliases, whose data is deleted 30 days after the class was last used
/// (`POST /v1/classes/{class_id}/sandbox-students`). When the school has one, the class leaves it
/// (`POST /v1/classes/{class_id}/leave-sandbox`).
#[utoipa::path(
    tag = "classes",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = CreateClassRequest,
    responses((status = CREATED, description = "The class", body = ClassView)),
)]
#[post("/v1/schools/{school_id}/classes")]
pub async fn create_class(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<CreateClassRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                let session = body.academic_session_id;
                let access_ends_at = academic_sessions::class_end(tx, school, session, tx.now())?
                    .ok_or_else(no_such_term)?;
                let new = NewClass {
                    kind: body.kind.unwrap_or(ClassKind::Ordinary),
                    title: body.title.clone().into(),
                    grade_level: body.grade_level,
                    academic_session_id: session,
                    access_ends_at,
                };
                let class = classes::create(tx, &permit, &new)?.map_err(refused)?;
                Answer::created(format!("/v1/classes/{}", class.id), &ClassView::from(class))
            })
        })
        .await
}

fn refused(refusal: SandboxRefusal) -> ApiError {
    match refusal {
        SandboxRefusal::AgreementInForce | SandboxRefusal::ParentsDecide => {
            ApiError::Conflict(ConflictReason::SandboxNotOffered)
        }
    }
}

pub(super) fn no_such_term() -> ApiError {
    ApiError::field(
        "/academic_session_id",
        "unknown",
        "is not an academic session of this district",
    )
}

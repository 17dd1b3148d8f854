//! `POST /v1/classes/{class_id}/reopen`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::ClassId;
use persistence::classes::{self, ReopenOutcome};

use super::view::ClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::{ApiError, ConflictReason},
};

/// Reopen an archived class
///
/// Available to school administrators. Students and staff of the class at the time of archiving are
/// restored, except students who are now in a class of another school. A class whose academic
/// session is over has to be moved to another one first.
#[utoipa::path(
    tag = "classes",
    params(("class_id" = Uuid, Path, description = "The class")),
    responses((status = OK, description = "The reopened class", body = ClassView)),
)]
#[post("/v1/classes/{class_id}/reopen")]
pub async fn reopen_class(
    caller: Caller,
    class: Path<ClassId>,
    once: IdempotencyKey,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let once = once.without_body();
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, class)?;
            once.run(tx, &permit, |tx| match classes::reopen(tx, &permit)? {
                ReopenOutcome::Open(class) => Answer::ok(&ClassView::from(class)),
                ReopenOutcome::TermOver => Err(ApiError::Conflict(ConflictReason::TermOver)),
                ReopenOutcome::Unknown => Err(ApiError::NOT_FOUND),
            })
        })
        .await
}

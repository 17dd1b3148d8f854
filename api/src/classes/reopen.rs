//! `POST /v1/classes/{class_id}/reopen`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{access::authorize, ids::ClassId};
use persistence::{
    classes::{self, ReopenOutcome},
    relationships,
};

use super::view::ClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Open an archived class again
///
/// For administrators of the school. Those who were in the class and taught it when it was archived
/// are in it again, but for students who are in another school's class now. A class whose term is over
/// needs another term first.
#[utoipa::path(
    tag = "classes",
    params(("class_id" = Uuid, Path, description = "The class")),
    responses((status = OK, description = "The open class", body = ClassView)),
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
            let facts = relationships::of_class(tx, actor, class)?;
            let permit = authorize(&facts)?;
            once.run(tx, &permit, |tx| match classes::reopen(tx, &permit)? {
                ReopenOutcome::Open(class) => Answer::ok(&ClassView::from(class)),
                ReopenOutcome::TermOver => Err(ApiError::Conflict("The class's term is over.")),
                ReopenOutcome::Unknown => Err(ApiError::NOT_FOUND),
            })
        })
        .await
}

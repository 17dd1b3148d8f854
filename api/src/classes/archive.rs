//! `POST /v1/classes/{class_id}/archive`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::ids::ClassId;
use persistence::classes;

use super::view::ClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, IdempotencyKey},
    problem::ApiError,
};

/// Archive a class
///
/// Ends all access of teachers and students through the class at once, including that of a teacher
/// who archives it: if that teacher repeats the request, the answer is 404. A school administrator
/// can reopen the class.
#[utoipa::path(
    tag = "classes",
    params(("class_id" = Uuid, Path, description = "The class")),
    responses((status = OK, description = "The archived class", body = ClassView)),
)]
#[post("/v1/classes/{class_id}/archive")]
pub async fn archive_class(
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
            once.run(tx, &permit, |tx| {
                classes::archive(tx, &permit)?;
                let archived = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                Answer::ok(&ClassView::from(archived))
            })
        })
        .await
}

//! `GET /v1/classes/{class_id}`

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use domain::{access::action::ReadClass, ids::ClassId};
use persistence::classes;

use super::{
    card::{ClassQuery, included},
    view::ClassView,
};
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a class
///
/// Available to its students, its teaching staff and administrators. The answer's `ETag` is
/// required to change it: that of an answer without `include`.
#[utoipa::path(
    tag = "classes",
    params(("class_id" = Uuid, Path, description = "The class"), ClassQuery),
    responses((status = OK, description = "The class", body = ClassView)),
)]
#[get("/v1/classes/{class_id}")]
pub async fn show_class(
    caller: Caller,
    class: Path<ClassId>,
    query: Query<ClassQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    let parts = included(query.include.as_deref())?;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadClass>(actor, class)?;
            let class = classes::read(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            let card = classes::card(tx, &permit, &class, &parts)?;
            let view = ClassView::for_relationship(class, permit.relationship());
            Answer::ok(&view.with(card))
        })
        .await
}

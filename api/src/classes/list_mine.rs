//! `GET /v1/me/classes`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::classes;

use super::view::OwnClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
    problem::ApiError,
};

/// List my classes
///
/// The open classes in which the caller teaches or is enrolled now, with the caller's role.
#[utoipa::path(
    tag = "classes",
    params(PageQuery),
    responses((status = OK, description = "A page of classes", body = Page<OwnClassView>)),
)]
#[get("/v1/me/classes")]
pub async fn list_my_classes(
    caller: Caller,
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(classes::of_person(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, OwnClassView::from)
}

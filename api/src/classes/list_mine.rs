//! `GET /v1/me/classes`

use actix_web::{get, web::Data};
use persistence::classes;

use super::view::OwnClassView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
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
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(classes::of_person(tx, &permit, page)?.map(OwnClassView::from))
        })
        .await
}

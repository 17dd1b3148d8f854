//! `GET /v1/classes/{class_id}/join-codes`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::ids::ClassId;
use persistence::classes::join_codes;

use super::view::JoinCodeView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the join codes of a class
///
/// Expired and revoked codes are included.
#[utoipa::path(
    tag = "join-codes",
    params(("class_id" = Uuid, Path, description = "The class"), PageQuery),
    responses((status = OK, description = "A page of join codes", body = Page<JoinCodeView>)),
)]
#[get("/v1/classes/{class_id}/join-codes")]
pub async fn list_join_codes(
    caller: Caller,
    class: Path<ClassId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let class = *class;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, class)?;
            Ok(join_codes::list(tx, &permit, page)?.map(JoinCodeView::from))
        })
        .await
}

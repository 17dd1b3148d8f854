//! `GET /v1/academic-sessions`

use actix_web::{get, web::Data};
use persistence::organizations::academic_sessions;

use super::view::AcademicSessionView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List academic sessions
///
/// The terms and school years of the caller's district, oldest first, including those that a roster
/// ended.
#[utoipa::path(
    tag = "organizations",
    params(PageQuery),
    responses((status = OK, description = "A page of academic sessions", body = Page<AcademicSessionView>)),
)]
#[get("/v1/academic-sessions")]
pub async fn list_academic_sessions(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(academic_sessions::list(tx, &permit, page)?.map(AcademicSessionView::from))
        })
        .await
}

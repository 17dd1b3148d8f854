//! `GET /v1/academic-sessions`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::organizations::academic_sessions;

use super::view::AcademicSessionView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery},
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
    query: Query<PageQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let wanted = hallpass.cursors().read(&request, &query)?;
    let page = wanted.page;
    let found = hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            Ok(academic_sessions::list(tx, &permit, page)?)
        })
        .await?;
    hallpass
        .cursors()
        .answer(&wanted, found, AcademicSessionView::from)
}

//! `GET /v1/me/guardianships`

use actix_web::{get, web::Data};
use persistence::guardians;

use super::view::MyGuardianshipView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List my guardianships
///
/// The students whose guardian the caller is or claims to be, in the order of the claims. Of a student
/// over whose record the caller has no rights at this time there is no name.
#[utoipa::path(
    tag = "guardians",
    params(PageQuery),
    responses((status = OK, description = "A page of guardianships", body = Page<MyGuardianshipView>)),
)]
#[get("/v1/me/guardianships")]
pub async fn list_my_guardianships(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(guardians::own(tx, &permit, page)?.map(MyGuardianshipView::from))
        })
        .await
}

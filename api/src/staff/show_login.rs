//! `GET /v1/staff/{user_id}/login`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::DistrictStaffMember, ids::UserId};
use persistence::staff;

use super::view::StaffLoginView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get the login of a member of staff
///
/// For administrators who may change it.
#[utoipa::path(
    tag = "organizations",
    params(("user_id" = Uuid, Path, description = "The person")),
    responses((status = OK, description = "The login", body = StaffLoginView)),
)]
#[get("/v1/staff/{user_id}/login")]
pub async fn show_staff_login(
    caller: Caller,
    person: Path<UserId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let member = DistrictStaffMember { person: *person };
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            Answer::ok(&StaffLoginView::from(staff::show_login(tx, &permit)??))
        })
        .await
}

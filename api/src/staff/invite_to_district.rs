//! `POST /v1/staff-invitations`

use actix_web::{post, web::Data};
use domain::staff::role::StaffRole;
use domain::text::{DisplayName, EmailAddress, FamilyName, GivenName};
use persistence::staff::{self, NewStaff};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::{StaffInvitationView, answer};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    organizations::checks::read_adult_email,
    problem::ApiError,
};

/// An administrator of the district to invite.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteDistrictStaffRequest {
    /// The e-mail address with which they will sign in.
    #[validate(custom(function = crate::http::text))]
    pub email: EmailAddress,
    /// Given name.
    #[validate(custom(function = crate::http::text))]
    pub given_name: GivenName,
    /// Family name.
    #[validate(custom(function = crate::http::text))]
    pub family_name: FamilyName,
    /// The display name.
    #[validate(custom(function = crate::http::text))]
    pub display_name: DisplayName,
}

impl Checked for InviteDistrictStaffRequest {}

/// Invite a district administrator
///
/// Assigns the role at once and returns the token that activates the account.
#[utoipa::path(
    tag = "organizations",
    request_body = InviteDistrictStaffRequest,
    responses((status = CREATED, description = "The person and the invitation token", body = StaffInvitationView)),
)]
#[post("/v1/staff-invitations")]
pub async fn invite_district_staff(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<InviteDistrictStaffRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let new = NewStaff {
        email: read_adult_email("/email", &body.email)?,
        given_name: body.given_name.clone().into(),
        family_name: body.family_name.clone().into(),
        display_name: body.display_name.clone().into(),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let organization = actor.organization();
            let permit = tx.permit(actor, organization)?;
            once.run(tx, &permit, |tx| {
                let outcome = staff::to_district(tx, &permit, &new)?;
                let location = format!("/v1/organizations/{organization}");
                answer(
                    actor.organization(),
                    outcome,
                    StaffRole::DistrictAdmin,
                    location,
                )
            })
        })
        .await
}

//! `POST /v1/schools/{school_id}/staff-invitations`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    ids::SchoolId,
    staff::role::SchoolRole,
    text::{DisplayName, EmailAddress, FamilyName, GivenName},
};
use persistence::staff::{self, NewStaff};
use serde::{Deserialize, Serialize};
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

/// A member of staff to invite.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InviteSchoolStaffRequest {
    /// The e-mail address with which they will sign in.
    #[validate(custom(function = crate::http::text))]
    pub email: EmailAddress,
    /// Given name.
    #[validate(custom(function = crate::http::text))]
    pub given_name: GivenName,
    /// Family name.
    #[validate(custom(function = crate::http::text))]
    pub family_name: FamilyName,
    /// The display name that students see.
    #[validate(custom(function = crate::http::text))]
    pub display_name: DisplayName,
    /// The role that they get at the school.
    pub role: SchoolRole,
}

impl Checked for InviteSchoolStaffRequest {}

/// Invite a member of staff to a school
///
/// Assigns the role at once and returns the token that activates the account. A person whom the
/// school already knows from a roster or an earlier invitation is invited again and keeps the
/// recorded names. An administrator of the school gets the same answer whether or not the address
/// has an account elsewhere in the district: its owner finds the invitation under
/// `/v1/me/invitations` after signing in, and the token activates nothing.
#[utoipa::path(
    tag = "organizations",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = InviteSchoolStaffRequest,
    responses((status = CREATED, description = "The person and the invitation token", body = StaffInvitationView)),
)]
#[post("/v1/schools/{school_id}/staff-invitations")]
pub async fn invite_school_staff(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<InviteSchoolStaffRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let role = body.role;
    let new = NewStaff {
        email: read_adult_email("/email", &body.email)?,
        given_name: body.given_name.clone().into(),
        family_name: body.family_name.clone().into(),
        display_name: body.display_name.clone().into(),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                let outcome = staff::to_school(tx, &permit, &new, role)?;
                answer(
                    actor.organization(),
                    outcome,
                    role.into(),
                    format!("/v1/schools/{school}/staff"),
                )
            })
        })
        .await
}

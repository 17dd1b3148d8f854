//! `PATCH /v1/staff/{user_id}/login`

use actix_web::{
    patch,
    web::{Data, Path},
};
use domain::{access::DistrictStaffMember, ids::UserId, text::EmailAddress};
use persistence::staff::{self, AddressOutcome};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::view::StaffLoginView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IfMatch, MERGE_PATCH},
    organizations::checks::read_adult_email,
    problem::{ApiError, ConflictReason, FieldError, ProblemKind},
};

/// What a member of staff is to sign in with. Absent members are not changed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UpdateStaffLoginRequest {
    /// The e-mail address.
    #[serde(default, deserialize_with = "crate::http::non_null")]
    #[validate(custom(function = crate::http::text))]
    #[schema(nullable = false)]
    pub email: Option<EmailAddress>,
}

impl Checked for UpdateStaffLoginRequest {
    const MEDIA_TYPE: &'static str = MERGE_PATCH;
}

/// Change the login of a member of staff
///
/// For an address that is wrong or has changed. The person keeps the password; all their sessions
/// and open invitations end. A roster that says the old address again does not undo it. An
/// administrator of a school can do it for people who only work there and whose account was not
/// opened by others; an administrator of the district for all staff. Callers cannot change their
/// own.
#[utoipa::path(
    tag = "organizations",
    params(("user_id" = Uuid, Path, description = "The person")),
    request_body(content = UpdateStaffLoginRequest, content_type = "application/merge-patch+json"),
    responses((status = OK, description = "The updated login", body = StaffLoginView)),
)]
#[patch("/v1/staff/{user_id}/login")]
pub async fn update_staff_login(
    caller: Caller,
    person: Path<UserId>,
    if_match: IfMatch,
    body: Body<UpdateStaffLoginRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let member = DistrictStaffMember { person: *person };
    let email = body.email.as_ref();
    let email = email
        .map(|email| read_adult_email("/email", email))
        .transpose()?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, member)?;
            let current = StaffLoginView::from(staff::read_login(tx, &permit)??);
            if_match.holds(&current)?;
            let Some(email) = &email else {
                return Answer::ok(&current);
            };
            match staff::change_address(tx, &permit, email)? {
                AddressOutcome::Done => {}
                AddressOutcome::Taken => return Err(taken()),
                AddressOutcome::OutOfReach(refusal) => return Err(refusal.into()),
                AddressOutcome::Own => {
                    return Err(ApiError::Conflict(ConflictReason::OwnAddress));
                }
            }
            Answer::ok(&StaffLoginView::from(staff::read_login(tx, &permit)??))
        })
        .await
}

fn taken() -> ApiError {
    ApiError::Fields {
        kind: ProblemKind::AlreadyExists,
        errors: vec![FieldError::new(
            "/email",
            "taken",
            "already belongs to another person",
        )],
    }
}

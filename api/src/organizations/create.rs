//! `POST /v1/organizations`

use actix_web::{post, web::Data};
use domain::{
    access::Platform,
    text::display_name_of_adult,
    text::{EmailAddress, FamilyName, GivenName, OrganizationName, OrganizationSlug},
};
use persistence::{
    organizations::organization::{self, NewOrganization, Opened},
    staff::NewStaff,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{checks::read_adult_email, view::OrganizationView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::{ApiError, FieldError, ProblemKind},
};

/// A district to open.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "slug": "birch-county" }))]
pub struct CreateOrganizationRequest {
    /// Its name.
    #[validate(custom(function = crate::http::text))]
    pub name: OrganizationName,
    /// The short name with which its staff sign in. Unique in the instance.
    #[validate(custom(function = crate::http::text))]
    pub slug: OrganizationSlug,
    /// Its first administrator.
    #[validate(nested)]
    pub admin: FirstAdministrator,
}

/// The first administrator of a district.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstAdministrator {
    /// The e-mail address with which they will sign in.
    #[validate(custom(function = crate::http::text))]
    pub email: EmailAddress,
    /// Given name.
    #[validate(custom(function = crate::http::text))]
    pub given_name: GivenName,
    /// Family name.
    #[validate(custom(function = crate::http::text))]
    pub family_name: FamilyName,
}

impl Checked for CreateOrganizationRequest {}

/// A district that was opened, and what opens its first administrator's account.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenedOrganizationView {
    /// The district.
    pub organization: OrganizationView,
    /// The token of the administrator's invitation. Shown once; hand it on yourself.
    #[schema(
        max_length = 256,
        pattern = r"^[A-Za-z0-9._~-]+$",
        example = "hpi_AZlrPHoAcACAAAAAAAAAAQ"
    )]
    pub invitation_token: String,
}

/// Create a district
///
/// Creates an organization with encryption keys of its own and invites its first administrator.
#[utoipa::path(
    tag = "organizations",
    request_body = CreateOrganizationRequest,
    responses((status = CREATED, description = "The district", body = OpenedOrganizationView)),
)]
#[post("/v1/organizations")]
pub async fn create_organization(
    caller: Caller,
    once: IdempotencyKey,
    body: Body<CreateOrganizationRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let once = once.with(&body);
    let (given_name, family_name) = (&body.admin.given_name, &body.admin.family_name);
    let admin = NewStaff {
        email: read_adult_email("/admin/email", &body.admin.email)?,
        given_name: given_name.clone().into(),
        family_name: family_name.clone().into(),
        display_name: display_name_of_adult(given_name.as_str(), family_name.as_str()),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, Platform)?;
            once.run(tx, &permit, |tx| {
                let new = NewOrganization {
                    name: body.name.clone().into(),
                    slug: body.slug.clone().into(),
                };
                match organization::open(tx, &permit, &new, &admin)? {
                    Opened::SlugTaken => Err(slug_taken()),
                    Opened::Now {
                        organization,
                        admin,
                        secret,
                    } => {
                        let district = organization.organization_id;
                        let location = format!("/v1/organizations/{district}");
                        let view = OpenedOrganizationView {
                            organization: organization.into(),
                            invitation_token: secret.reveal().to_string(),
                        };
                        let answer = Answer::created(location, &view)?;
                        Ok(answer.with_secrets_of(district, [admin]))
                    }
                }
            })
        })
        .await
}

fn slug_taken() -> ApiError {
    ApiError::Fields {
        kind: ProblemKind::AlreadyExists,
        errors: vec![FieldError::new(
            "/slug",
            "taken",
            "is already taken by another organization",
        )],
    }
}

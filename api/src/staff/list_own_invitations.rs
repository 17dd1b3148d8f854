//! `GET /v1/me/invitations`

use actix_web::{get, web::Data};
use chrono::{DateTime, Utc};
use domain::{
    ids::{InvitationId, SchoolId},
    staff::role::StaffRole,
    text::SchoolName,
};
use persistence::staff::own_invitations::{self, OwnInvitation};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// An invitation to a school that waits for the caller's answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnInvitationView {
    /// Its id.
    pub id: InvitationId,
    /// The school.
    pub school_id: SchoolId,
    /// The school's name.
    #[schema(value_type = SchoolName)]
    pub school_name: String,
    /// The roles that it gives at the school.
    #[schema(max_items = 8)]
    pub roles: Vec<StaffRole>,
    /// When it expires.
    pub expires_at: DateTime<Utc>,
}

impl From<OwnInvitation> for OwnInvitationView {
    fn from(invitation: OwnInvitation) -> Self {
        Self {
            id: invitation.id,
            school_id: invitation.school,
            school_name: invitation.school_name,
            roles: invitation.roles.into_iter().collect(),
            expires_at: invitation.expires_at,
        }
    }
}

/// List my invitations
///
/// Invitations of schools to the e-mail address of the caller's account, oldest first.
#[utoipa::path(
    tag = "accounts",
    params(PageQuery),
    responses((status = OK, description = "A page of invitations", body = Page<OwnInvitationView>)),
)]
#[get("/v1/me/invitations")]
pub async fn list_my_invitations(
    caller: Caller,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(own_invitations::list(tx, &permit, page)?.map(OwnInvitationView::from))
        })
        .await
}

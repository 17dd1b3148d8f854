//! Members of staff as administrators see them.

use domain::{accounts::credentials::AccountStatus, organizations::staff_role::StaffRole};
use persistence::organizations::staff::{InviteOutcome, StaffMember};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    http::Answer,
    openapi::Example,
    problem::{ApiError, FieldError, ProblemKind},
    wire::{AccountStatusWord, StaffRoleWord},
};

/// A member of the staff of a school.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = StaffMemberView::example)]
pub struct StaffMemberView {
    /// The person.
    pub id: Uuid,
    /// Given name.
    #[schema(max_length = 100, pattern = r"^\S(.*\S)?$", example = "Sam")]
    pub given_name: String,
    /// Family name.
    #[schema(max_length = 100, pattern = r"^\S(.*\S)?$", example = "Rivera")]
    pub family_name: String,
    /// How pupils see them.
    #[schema(max_length = 100, pattern = r"^\S(.*\S)?$", example = "Mx. Rivera")]
    pub display_name: String,
    /// Whether their account is open.
    pub status: AccountStatusWord,
    /// Their roles at the school.
    #[schema(max_items = 8)]
    pub roles: Vec<StaffRoleWord>,
}

impl From<StaffMember> for StaffMemberView {
    fn from(member: StaffMember) -> Self {
        Self {
            id: member.id.uuid(),
            given_name: member.given_name,
            family_name: member.family_name,
            display_name: member.display_name,
            status: AccountStatusWord(member.status),
            roles: member.roles.into_iter().map(StaffRoleWord).collect(),
        }
    }
}

/// A person who has a role now, and what opens their account if it is not open.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = StaffInvitationView::example)]
pub struct StaffInvitationView {
    /// The person.
    pub user_id: Uuid,
    /// Whether their account is open.
    pub status: AccountStatusWord,
    /// The role that they have now.
    pub role: StaffRoleWord,
    /// The token of the invitation, shown once; hand it on yourself. `null` if the account is open,
    /// or if the person also works where the caller does not administer: then their invitation
    /// comes from the district.
    #[schema(max_length = 256, pattern = r"^[A-Za-z0-9._~-]+$")]
    pub invitation_token: Option<String>,
}

/// The answer to an invitation.
///
/// # Errors
/// [`ProblemKind::AlreadyExists`] if the person had the role, [`ProblemKind::StateConflict`] if the
/// address cannot be invited.
pub(super) fn answer(
    outcome: InviteOutcome,
    role: StaffRole,
    location: String,
) -> Result<Answer, ApiError> {
    match outcome {
        InviteOutcome::Invited(invited) => Answer::created(
            location,
            &StaffInvitationView {
                user_id: invited.person.uuid(),
                status: AccountStatusWord(invited.status),
                role: StaffRoleWord(role),
                invitation_token: invited.secret.map(|secret| secret.reveal().to_string()),
            },
        ),
        InviteOutcome::AlreadyHeld => Err(ApiError::Fields {
            kind: ProblemKind::AlreadyExists,
            errors: vec![FieldError::new(
                "/email",
                "already_held",
                "is the address of somebody who has this role",
            )],
        }),
        InviteOutcome::NotAvailable => Err(ProblemKind::StateConflict.into()),
    }
}

impl Example for StaffMemberView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000010"),
            given_name: "Sam".to_owned(),
            family_name: "Rivera".to_owned(),
            display_name: "Mx. Rivera".to_owned(),
            status: AccountStatusWord(AccountStatus::Active),
            roles: vec![StaffRoleWord(StaffRole::Teacher)],
        }
    }
}

impl Example for StaffInvitationView {
    fn example() -> Self {
        Self {
            user_id: uuid!("01996b3c-7a00-7000-8000-000000000010"),
            status: AccountStatusWord(AccountStatus::Invited),
            role: StaffRoleWord(StaffRole::Teacher),
            invitation_token: Some("hpi_AZlrPHoAcACAAAAAAAAAAQ".to_owned()),
        }
    }
}

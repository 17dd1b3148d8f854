//! Members of staff as administrators see them.

use chrono::{DateTime, Utc};
use domain::{
    accounts::credentials::AccountStatus,
    ids::{OrganizationId, SchoolId, UserId},
    staff::role::StaffRole,
    text::{DisplayName, EmailAddress, FamilyName, GivenName},
};
use persistence::staff::{InviteOutcome, ReopenOutcome, StaffLogin, StaffMember};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    http::Answer,
    problem::{ApiError, ConflictReason, FieldError, ProblemKind},
};

/// A member of the staff of a school.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffMemberView {
    /// The person.
    pub id: UserId,
    /// Given name.
    #[schema(value_type = GivenName)]
    pub given_name: String,
    /// Family name; `null` for a person who has one name.
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Option<String>,
    /// The display name that students see.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// The status of the account.
    pub status: AccountStatus,
    /// The e-mail address for signing in, partly masked; `null` if there is none, so that the
    /// person cannot be invited.
    #[schema(
        max_length = 80,
        pattern = r"^[^@\n]*@[^@\n]*$",
        example = "s***@e***.edu"
    )]
    pub login: Option<String>,
    /// The address to which the caller invited the person, as the caller typed it, until the invitation
    /// is accepted or void; `null` to everybody else.
    #[schema(value_type = Option<EmailAddress>)]
    pub invited_address: Option<String>,
    /// Their roles at the school.
    #[schema(max_items = 8)]
    pub roles: Vec<StaffRole>,
}

impl From<StaffMember> for StaffMemberView {
    fn from(member: StaffMember) -> Self {
        let roles = member.roles.into_iter().map(|(role, _)| role);
        Self {
            id: member.id,
            given_name: member.given_name,
            family_name: crate::views::family_name(member.family_name),
            display_name: member.display_name,
            status: member.status,
            login: member.login,
            invited_address: member.invited_address,
            roles: roles.collect(),
        }
    }
}

/// A member of the staff of a district.
#[derive(Debug, Serialize, ToSchema)]
pub struct DistrictStaffView {
    /// The person.
    pub id: UserId,
    /// Given name.
    #[schema(value_type = GivenName)]
    pub given_name: String,
    /// Family name; `null` for a person who has one name.
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Option<String>,
    /// The display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// The status of the account.
    pub status: AccountStatus,
    /// The e-mail address for signing in, partly masked; `null` if there is none, so that the
    /// person cannot be invited.
    #[schema(
        max_length = 80,
        pattern = r"^[^@\n]*@[^@\n]*$",
        example = "a***@e***.edu"
    )]
    pub login: Option<String>,
    /// The address to which the caller invited the person, as the caller typed it, until the invitation
    /// is accepted or void; `null` to everybody else.
    #[schema(value_type = Option<EmailAddress>)]
    pub invited_address: Option<String>,
    /// Their roles.
    #[schema(max_items = 1000)]
    pub roles: Vec<HeldRoleView>,
}

/// A role of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct HeldRoleView {
    /// The role.
    pub role: StaffRole,
    /// The school at which it is held; `null` if it is held over the whole district.
    pub school_id: Option<SchoolId>,
}

impl From<StaffMember> for DistrictStaffView {
    fn from(member: StaffMember) -> Self {
        let roles = member.roles.into_iter().map(|(role, school)| HeldRoleView {
            role,
            school_id: school,
        });
        Self {
            id: member.id,
            given_name: member.given_name,
            family_name: crate::views::family_name(member.family_name),
            display_name: member.display_name,
            status: member.status,
            login: member.login,
            invited_address: member.invited_address,
            roles: roles.collect(),
        }
    }
}

/// With what a member of staff signs in.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffLoginView {
    /// The person.
    pub id: UserId,
    /// The status of the account.
    pub status: AccountStatus,
    /// The e-mail address for signing in, partly masked; `null` if there is none.
    #[schema(
        max_length = 80,
        pattern = r"^[^@\n]*@[^@\n]*$",
        example = "s***@e***.edu"
    )]
    pub login: Option<String>,
    /// When the account last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<StaffLogin> for StaffLoginView {
    fn from(login: StaffLogin) -> Self {
        Self {
            id: login.id,
            status: login.status,
            login: login.login,
            updated_at: login.updated_at,
        }
    }
}

/// The invitation that activates an account.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountInvitationView {
    /// The person.
    pub user_id: UserId,
    /// The status of the account.
    pub status: AccountStatus,
    /// The token of the invitation, returned only once and valid for seven days. Hallpass sends no
    /// message: the caller hands it to the person.
    #[schema(
        max_length = 256,
        pattern = r"^[A-Za-z0-9._~-]+$",
        example = "hpi_AZlrPHoAcACAAAAAAAAAAQ"
    )]
    pub invitation_token: Option<String>,
}

/// The answer to a reset, or to an invitation of a person who is there.
///
/// # Errors
/// The refusal if the caller's office does not reach the person; [`ApiError::Conflict`] if
/// their account is not in a state for it.
pub(super) fn answer_reopened(
    organization: OrganizationId,
    outcome: ReopenOutcome,
) -> Result<Answer, ApiError> {
    match outcome {
        ReopenOutcome::Reopened(invited) => {
            let answer = Answer::ok(&AccountInvitationView {
                user_id: invited.person,
                status: invited.status,
                invitation_token: invited.secret.map(|secret| secret.reveal().to_string()),
            })?;
            Ok(answer.with_secrets_of(organization, [invited.person]))
        }
        ReopenOutcome::OutOfReach(refusal) => Err(refusal.into()),
        ReopenOutcome::NotAvailable => Err(ApiError::Conflict(ConflictReason::AccountNotReopened)),
    }
}

/// A person who has a role now, and what opens their account if it is not open.
#[derive(Debug, Serialize, ToSchema)]
pub struct StaffInvitationView {
    /// The person.
    pub user_id: UserId,
    /// The status of the account.
    pub status: AccountStatus,
    /// The role that they have now.
    pub role: StaffRole,
    /// The token of the invitation, shown once; hand it on yourself. `null` if the account is open,
    /// or if the person also works where the caller does not administer: then their invitation
    /// comes from the district.
    #[schema(
        max_length = 256,
        pattern = r"^[A-Za-z0-9._~-]+$",
        example = "hpi_AZlrPHoAcACAAAAAAAAAAQ"
    )]
    pub invitation_token: Option<String>,
}

/// The answer to an invitation.
///
/// # Errors
/// [`ProblemKind::AlreadyExists`] if the person had the role, [`ApiError::Conflict`] if the
/// address cannot be invited.
pub(super) fn answer(
    organization: OrganizationId,
    outcome: InviteOutcome,
    role: StaffRole,
    location: String,
) -> Result<Answer, ApiError> {
    match outcome {
        InviteOutcome::Invited(invited) => {
            let view = StaffInvitationView {
                user_id: invited.person,
                status: invited.status,
                role,
                invitation_token: invited.secret.map(|secret| secret.reveal().to_string()),
            };
            Ok(Answer::created(location, &view)?.with_secrets_of(organization, [invited.person]))
        }
        InviteOutcome::AlreadyHeld => Err(ApiError::Fields {
            kind: ProblemKind::AlreadyExists,
            errors: vec![FieldError::new(
                "/email",
                "already_held",
                "belongs to a person who already has this role",
            )],
        }),
        InviteOutcome::NotAvailable => Err(ApiError::Conflict(ConflictReason::AccountNotInvitable)),
    }
}

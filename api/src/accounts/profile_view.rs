//! A person's profile as they see it themself.

use domain::{
    accounts::{credentials::PersonKind, sessions::SessionKind},
    ids::{OrganizationId, SchoolId, UserId},
    staff::role::StaffRole,
    text::{DisplayName, FamilyName, GivenName, OrganizationName, OrganizationSlug, SchoolName},
};
use persistence::accounts::profile::{Profile, Role};
use serde::Serialize;
use utoipa::ToSchema;

/// The caller's profile.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileView {
    /// Their id.
    pub id: UserId,
    /// Student or staff.
    pub kind: PersonKind,
    /// Given name.
    #[schema(value_type = GivenName)]
    pub given_name: String,
    /// Family name; `null` for a person who has one name.
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Option<String>,
    /// The display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// Their organization.
    pub organization: ProfileOrganizationView,
    /// Their roles that are in force, oldest first.
    #[schema(max_items = 1000)]
    pub roles: Vec<ProfileRoleView>,
    /// The kind of the session of this request.
    pub session_kind: SessionKind,
}

/// The organization of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileOrganizationView {
    /// Its id.
    pub id: OrganizationId,
    /// Its name.
    #[schema(value_type = OrganizationName)]
    pub name: String,
    /// Its short name, with which one signs in.
    #[schema(value_type = OrganizationSlug)]
    pub slug: String,
}

/// A role of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileRoleView {
    /// The role.
    pub role: StaffRole,
    /// The school at which it is held; `null` if it is held in the whole organization.
    pub school_id: Option<SchoolId>,
    /// The school's name.
    #[schema(value_type = Option<SchoolName>)]
    pub school_name: Option<String>,
}

impl From<Profile> for ProfileView {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id,
            kind: profile.kind,
            given_name: profile.given_name,
            family_name: crate::views::family_name(profile.family_name),
            display_name: profile.display_name,
            organization: ProfileOrganizationView {
                id: profile.organization_id,
                name: profile.organization_name,
                slug: profile.organization_slug,
            },
            roles: profile
                .roles
                .into_iter()
                .map(ProfileRoleView::from)
                .collect(),
            session_kind: profile.session,
        }
    }
}

impl From<Role> for ProfileRoleView {
    fn from(role: Role) -> Self {
        let (school_id, school_name) = role.school.unzip();
        Self {
            role: role.role,
            school_id,
            school_name,
        }
    }
}

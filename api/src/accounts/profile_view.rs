//! A person's profile as they see it themself.

use domain::{
    accounts::{credentials::PersonKind, sessions::SessionKind},
    organizations::staff_role::StaffRole,
};
use persistence::accounts::profile::{Profile, Role};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::Example,
    wire::{PersonKindWord, SessionKindWord, StaffRoleWord},
};

/// The caller's profile.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = ProfileView::example)]
pub struct ProfileView {
    /// Their id.
    pub id: Uuid,
    /// Student or staff.
    pub kind: PersonKindWord,
    /// Given name.
    #[schema(max_length = 100, pattern = r"^[^\n]*$")]
    pub given_name: String,
    /// Family name.
    #[schema(max_length = 100, pattern = r"^[^\n]*$")]
    pub family_name: String,
    /// How others see them.
    #[schema(max_length = 200, pattern = r"^[^\n]*$")]
    pub display_name: String,
    /// Their organization.
    pub organization: ProfileOrganizationView,
    /// Their roles that are in force, oldest first.
    #[schema(max_items = 1000)]
    pub roles: Vec<ProfileRoleView>,
    /// The kind of the session of this request.
    pub session_kind: SessionKindWord,
}

/// The organization of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileOrganizationView {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    #[schema(max_length = 200, pattern = r"^[^\n]*$")]
    pub name: String,
    /// Its short name, with which one signs in.
    #[schema(max_length = 64, pattern = "^[a-z0-9-]+$")]
    pub slug: String,
}

/// A role of a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProfileRoleView {
    /// The role.
    pub role: StaffRoleWord,
    /// The school at which it is held; `null` if it is held in the whole organization.
    pub school_id: Option<Uuid>,
    /// The school's name.
    #[schema(max_length = 200, pattern = r"^[^\n]*$")]
    pub school_name: Option<String>,
}

impl From<Profile> for ProfileView {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.uuid(),
            kind: profile.kind.into(),
            given_name: profile.given_name,
            family_name: profile.family_name,
            display_name: profile.display_name,
            organization: ProfileOrganizationView {
                id: profile.organization_id.uuid(),
                name: profile.organization_name,
                slug: profile.organization_slug,
            },
            roles: profile
                .roles
                .into_iter()
                .map(ProfileRoleView::from)
                .collect(),
            session_kind: profile.session.into(),
        }
    }
}

impl From<Role> for ProfileRoleView {
    fn from(role: Role) -> Self {
        let (school_id, school_name) = role.school.unzip();
        Self {
            role: role.role.into(),
            school_id: school_id.map(domain::ids::Id::uuid),
            school_name,
        }
    }
}

impl Example for ProfileView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000005"),
            kind: PersonKind::Staff.into(),
            given_name: "Sam".to_owned(),
            family_name: "Rivera".to_owned(),
            display_name: "Mx. Rivera".to_owned(),
            organization: ProfileOrganizationView {
                id: uuid!("01996b3c-7a00-7000-8000-000000000006"),
                name: "Maple Unified School District".to_owned(),
                slug: "maple".to_owned(),
            },
            roles: vec![ProfileRoleView {
                role: StaffRole::Teacher.into(),
                school_id: Some(uuid!("01996b3c-7a00-7000-8000-000000000002")),
                school_name: Some("Maple Elementary".to_owned()),
            }],
            session_kind: SessionKind::Staff.into(),
        }
    }
}

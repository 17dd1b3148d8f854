//! The roles that members of staff hold in a school or a district.

use crate::access::Relationship;

crate::text_enum! {
    /// A role of a member of staff.
    pub enum StaffRole {
        /// Teaches at a school.
        Teacher = "teacher",
        /// Assists at a school: works in classes to which they are assigned, opens none.
        Assistant = "assistant",
        /// Administers a school.
        SchoolAdmin = "school_admin",
        /// Administers the district.
        DistrictAdmin = "district_admin",
        /// Is the parent in a household.
        Parent = "parent",
        /// Operates the platform, without access to learners' data.
        PlatformOperator = "platform_operator",
    }
}

impl StaffRole {
    /// How a person with this role stands to their school or organization.
    pub fn relationship(self) -> Option<Relationship> {
        match self {
            Self::Teacher => Some(Relationship::Teacher),
            Self::Assistant => Some(Relationship::TeachingAssistant),
            Self::SchoolAdmin => Some(Relationship::SchoolAdmin),
            Self::DistrictAdmin => Some(Relationship::DistrictAdmin),
            Self::Parent => Some(Relationship::Parent),
            Self::PlatformOperator => Some(Relationship::PlatformOperator),
        }
    }

    /// Whether a person with this role runs a school, a district or the platform.
    pub fn is_office(self) -> bool {
        match self {
            Self::Teacher | Self::Assistant | Self::Parent => false,
            Self::SchoolAdmin | Self::DistrictAdmin | Self::PlatformOperator => true,
        }
    }
}

crate::text_enum! {
    /// A role that a member of staff holds at one school.
    pub enum SchoolRole {
        /// Teaches there.
        Teacher = "teacher",
        /// Assists there.
        Assistant = "assistant",
        /// Administers the school.
        SchoolAdmin = "school_admin",
    }
}

impl From<SchoolRole> for StaffRole {
    fn from(role: SchoolRole) -> Self {
        match role {
            SchoolRole::Teacher => Self::Teacher,
            SchoolRole::Assistant => Self::Assistant,
            SchoolRole::SchoolAdmin => Self::SchoolAdmin,
        }
    }
}

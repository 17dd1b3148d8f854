//! The roles that members of staff hold in a school or a district.

use crate::access::Relationship;

crate::words! {
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
        /// Operates the platform, without access to learners' data.
        PlatformOperator = "platform_operator",
    }
}

impl StaffRole {
    /// How somebody with this role stands to their school or organization.
    pub fn relationship(self) -> Option<Relationship> {
        match self {
            Self::Teacher => Some(Relationship::Teacher),
            Self::Assistant => None,
            Self::SchoolAdmin => Some(Relationship::SchoolAdmin),
            Self::DistrictAdmin => Some(Relationship::DistrictAdmin),
            Self::PlatformOperator => Some(Relationship::PlatformOperator),
        }
    }
}

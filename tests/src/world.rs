//! The world in which every test begins: two districts, one with two schools.

use domain::ids::{AcademicSessionId, OrganizationId, SchoolId};

/// The ids of what is there from the beginning.
#[derive(Clone, Copy, Debug)]
pub struct World {
    /// The district "maple".
    pub district: OrganizationId,
    /// Its school with an agreement in force.
    pub school: SchoolId,
    /// Its other school, with an agreement too.
    pub other_school: SchoolId,
    /// Its school without an agreement.
    pub school_without_agreement: SchoolId,
    /// The term that ends on 18 December 2026.
    pub term: Option<AcademicSessionId>,
    /// Another district, "pine".
    pub other_district: OrganizationId,
    /// The other district's school, with an agreement.
    pub far_school: SchoolId,
}

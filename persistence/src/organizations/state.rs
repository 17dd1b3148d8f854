//! What a tenant is, and whether its people can work.

domain::text_enum! {
    /// What a tenant is.
    pub enum OrganizationKind {
        /// Hallpass itself.
        Platform = "platform",
        /// A district.
        District = "district",
        /// A family.
        Household = "household",
    }
}

domain::text_enum! {
    /// Whether a tenant's people can work.
    pub enum OrganizationState {
        /// They can.
        Active = "active",
        /// They cannot for the time being.
        Suspended = "suspended",
    }
}

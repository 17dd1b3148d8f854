//! On whose word a tenant's students are registered (SCH-01).

crate::text_enum! {
    /// Whether a school may authorize what a parent otherwise consents to. A law that takes this from
    /// schools is met by changing the mode; nothing that was collected before is deleted by it.
    pub enum ConsentMode {
        /// The school authorizes, under its agreement.
        SchoolAuthorization = "school_authorization",
        /// Only a parent consents: an agreement authorizes nothing new.
        ParentConsentOnly = "parent_consent_only",
    }
}

//! Who consents for a child (VPC-06).

crate::text_enum! {
    /// What the person who consents is to the child, by their own word (16 CFR 312.2 "parent").
    pub enum ConsentGranter {
        /// A natural or adoptive parent.
        Parent = "parent",
        /// A guardian by law.
        LegalGuardian = "legal_guardian",
    }
}

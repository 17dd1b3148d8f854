//! What a class is.

crate::text_enum! {
    /// What a class is.
    pub enum ClassKind {
        /// A class of a school that authorizes, or of a home: its students are there by their names.
        Ordinary = "ordinary",
        /// A class of a school without an agreement (SCH-04): its students are there by aliases that
        /// Hallpass gives them, and everything ends 30 days after its last use.
        Sandbox = "sandbox",
    }
}

crate::text_enum! {
    /// What is to be said above a class to those who teach it.
    pub enum ClassBanner {
        /// The class is a sandbox: the school needs an agreement, and the class to leave the sandbox.
        AgreementNeeded = "agreement_needed",
    }
}

impl ClassKind {
    /// What is to be said above a class of this kind.
    pub const fn banner(self) -> Option<ClassBanner> {
        match self {
            Self::Ordinary => None,
            Self::Sandbox => Some(ClassBanner::AgreementNeeded),
        }
    }
}

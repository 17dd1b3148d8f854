//! On whose behalf an account exists, and for whom an organization offers its courses (rules §0.2).

crate::text_enum! {
    /// On whose behalf an account exists.
    pub enum AccountContext {
        /// A school's student: the school directs, Hallpass is its processor (G-08).
        SchoolManaged = "school_managed",
        /// A learner whose parent opened the account.
        HomeManaged = "home_managed",
        /// A learner who opened the account alone.
        SelfRegistered = "self_registered",
        /// A teacher's or administrator's.
        Staff = "staff",
        /// A parent's.
        Parent = "parent",
    }
}

crate::text_enum! {
    /// For whom an organization offers its courses (16 CFR 312.2).
    pub enum Audience {
        /// Mainly for children: every learner counts as a child until shown otherwise.
        ChildDirectedPrimary = "child_directed_primary",
        /// For children too, but not mainly.
        MixedAudience = "mixed_audience",
        /// For everyone.
        GeneralAudience = "general_audience",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro that declares the words derives what every vocabulary has"
)]
impl Default for Audience {
    fn default() -> Self {
        Self::ChildDirectedPrimary
    }
}

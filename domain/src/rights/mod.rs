//! What people may ask about their data, by when it is answered, and when it is erased (RTS-01 to
//! RTS-04, RET-06).

pub mod asking;
pub mod business_days;
pub mod deadlines;
pub mod enquiry;
pub mod erasure;
pub mod inspection;
pub mod recovery;
pub mod regimes;
pub mod request;
pub mod restriction;
pub mod suppression;

crate::text_enum! {
    /// What a person asks about their data (RTS-02).
    pub enum RightsRequestKind {
        /// To see everything that is held (GDPR Art. 15; 34 CFR 99.10; 16 CFR 312.6).
        Access = "access",
        /// To take it along as files (GDPR Art. 20).
        Portability = "portability",
        /// To correct what is wrong (GDPR Art. 16).
        Correct = "correct",
        /// To erase the account and what is held in it (GDPR Art. 17).
        Erase = "erase",
        /// To erase the learning history; the account stays.
        ErasePart = "erase_part",
        /// To store it and do nothing else with it (GDPR Art. 18).
        Restrict = "restrict",
        /// To store the learning history and do nothing else with it; the account stays in use.
        RestrictPart = "restrict_part",
        /// To stop a use that needs no consent (GDPR Art. 21).
        Object = "object",
    }
}

impl RightsRequestKind {
    /// Whether something is erased by it.
    pub const fn erases(self) -> bool {
        matches!(self, Self::Erase | Self::ErasePart)
    }

    /// Whether what is held is looked at by it, so that nothing may be destroyed meanwhile (34 CFR
    /// 99.10(e); FER-14).
    pub const fn keeps_what_is_held(self) -> bool {
        matches!(self, Self::Access | Self::Portability | Self::Correct)
    }
}

crate::text_enum! {
    /// Whose data a request is about, as far as it decides who answers.
    pub enum RequestContext {
        /// A learner at home: the parent decides, Hallpass is the controller.
        Home = "home",
        /// A school's student: the school decides, Hallpass is its processor (G-08).
        School = "school",
        /// An adult's own account: Hallpass is the controller.
        OwnAccount = "own_account",
    }
}

crate::text_enum! {
    /// In which capacity a person asks. It follows from facts of the instant of the request.
    pub enum RequestAuthority {
        /// For themself.
        Oneself = "oneself",
        /// As the verified parent.
        VerifiedParent = "verified_parent",
        /// As the teacher of record.
        Teacher = "teacher",
        /// For the school.
        School = "school",
        /// For the district.
        District = "district",
    }
}

crate::text_enum! {
    /// Who decides about a request. Never the person who asks.
    pub enum RequestDecider {
        /// An administrator of the student's school or of its district.
        School = "school",
        /// The parent of the household.
        Parent = "parent",
        /// An operator of the platform, who sees no learner's data.
        Operator = "operator",
    }
}

crate::text_enum! {
    /// From whom data was collected, and on which word.
    pub enum CollectedFrom {
        /// From a child at home, by the parent's consent.
        ChildByConsent = "child_by_consent",
        /// From a child of a school.
        Child = "child",
        /// From somebody older.
        Older = "older",
    }
}

//! Parents and guardians of students at school: how a school knows who they are, what that is worth,
//! and how it ends (FER-02).
//!
//! A parent in a household consents there and is not the subject of this module.

pub mod contact;
pub mod decision;
pub mod limit;
pub mod pairing;
pub mod rights;

crate::text_enum! {
    /// What a guardian is to a student. The three have the same rights (34 CFR 99.3 "parent").
    pub enum GuardianKind {
        /// A natural or adoptive parent.
        Parent = "parent",
        /// A guardian by law.
        LegalGuardian = "legal_guardian",
        /// A person who acts as a parent in the absence of one.
        ActingParent = "acting_parent",
    }
}

crate::text_enum! {
    /// How the school knows that a person is the guardian of a student (34 CFR 99.31(c)).
    pub enum GuardianEvidence {
        /// A member of the school's staff has met the person and knows them.
        InPerson = "in_person",
        /// The school has seen a document.
        Document = "document",
        /// The school's own record of contacts names the person.
        SchoolRecord = "school_record",
        /// The roster names the person and their address, and the code was sent there. It holds as long as
        /// the roster says so; nobody states it by hand.
        Roster = "roster",
    }
}

crate::text_enum! {
    /// How a member of the school's staff says that they know a guardian.
    pub enum StatedEvidence {
        /// A member of the school's staff has met the person and knows them.
        InPerson = "in_person",
        /// The school has seen a document.
        Document = "document",
        /// The school's own record of contacts names the person.
        SchoolRecord = "school_record",
    }
}

impl From<StatedEvidence> for GuardianEvidence {
    fn from(stated: StatedEvidence) -> Self {
        match stated {
            StatedEvidence::InPerson => Self::InPerson,
            StatedEvidence::Document => Self::Document,
            StatedEvidence::SchoolRecord => Self::SchoolRecord,
        }
    }
}

crate::text_enum! {
    /// Where a guardianship stands. Only a verified one has rights.
    pub enum GuardianshipState {
        /// A person says so who had a pairing code. The school has to verify it.
        Claimed = "claimed",
        /// The school has verified it.
        Verified = "verified",
        /// It is contested. Nobody has rights by it until the school decides.
        Disputed = "disputed",
        /// It is over.
        Ended = "ended",
    }
}

crate::text_enum! {
    /// Why a guardianship ended.
    pub enum GuardianshipEnd {
        /// The school could not verify it.
        NotVerified = "not_verified",
        /// It was recorded by mistake.
        Mistake = "mistake",
        /// A document ends it: a court order, an adoption.
        Document = "document",
        /// The guardian gave it up.
        GivenUp = "given_up",
        /// The account of the guardian was erased while it was contested. It stays undecided.
        Undecided = "undecided",
    }
}

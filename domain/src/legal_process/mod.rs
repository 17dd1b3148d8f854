//! Demands of courts and authorities for a student's record: what they are, the course that they take
//! until they are complied with or quashed, and how long the family has to seek protection (FER-13;
//! 34 CFR 99.31(a)(9)).

use chrono::{DateTime, Utc};

use crate::parameters::choices::PROCESS_UNCHECKED;

pub mod course;
pub mod notice;
pub mod order;

crate::text_enum! {
    /// What an authority demands a record with.
    pub enum LegalProcessKind {
        /// An order of a court.
        CourtOrder = "court_order",
        /// A lawfully issued subpoena.
        Subpoena = "subpoena",
        /// A warrant.
        Warrant = "warrant",
        /// A request without compulsory process, however official it looks.
        AgencyRequest = "agency_request",
    }
}

impl LegalProcessKind {
    /// Whether a court or a law compels the school to answer it.
    pub const fn is_compulsory(self) -> bool {
        match self {
            Self::CourtOrder | Self::Subpoena | Self::Warrant => true,
            Self::AgencyRequest => false,
        }
    }
}

crate::text_enum! {
    /// Where a legal process stands.
    pub enum LegalProcessState {
        /// It is recorded, and nobody has checked it.
        Received = "received",
        /// Who advises the school in law found it valid.
        Validated = "validated",
        /// The school that keeps the record knows of it.
        SchoolNotified = "school_notified",
        /// Parents, or the student who is an adult, were told. They have time to seek protection.
        RightsHolderNotified = "rights_holder_notified",
        /// The school disclosed what it asked for.
        Complied = "complied",
        /// It was quashed or withdrawn.
        Quashed = "quashed",
        /// It is no compulsory process, or not a valid one.
        Refused = "refused",
    }
}

impl LegalProcessState {
    /// Whether nothing was decided yet, so that the record is evidence that is sought.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Received
            | Self::Validated
            | Self::SchoolNotified
            | Self::RightsHolderNotified => true,
            Self::Complied | Self::Quashed | Self::Refused => false,
        }
    }

    /// Whether a process that was recorded at an instant keeps the record from being destroyed now. The
    /// word of one person does so for a while only.
    pub fn is_evidence(self, received_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        match self {
            Self::Received => now < received_at + PROCESS_UNCHECKED.default,
            _ => self.is_open(),
        }
    }
}

crate::text_enum! {
    /// How the family is told.
    pub enum NoticeService {
        /// By a message to every parent who holds the rights.
        Message = "message",
        /// By the school's own hand: a letter, a call, in person.
        ByHand = "by_hand",
    }
}

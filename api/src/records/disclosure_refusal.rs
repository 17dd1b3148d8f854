//! Why a record may not be disclosed, as words.

use domain::{
    category::Category,
    directory::DirectoryRefused,
    records::disclosure::{DisclosureRefused, DisclosureStatement},
};

domain::text_enum! {
    /// Why a record may not be disclosed.
    pub enum DisclosureRefusal {
        /// Nothing is disclosed on this ground.
        NoException = "no_exception",
        /// `refused_category` may not be disclosed on this ground.
        Category = "category",
        /// `missing_statement` is not stated.
        StatementMissing = "statement_missing",
        /// No emergency is recorded with its threat, or not for this student (FER-12).
        ThreatMissing = "threat_missing",
        /// The emergency is over (FER-12).
        EmergencyOver = "emergency_over",
        /// The emergency does not name the recipient (FER-12).
        RecipientNotNamed = "recipient_not_named",
        /// The student was found by data that is not directory information (FER-16).
        FoundByOtherData = "found_by_other_data",
        /// The school designates no directory information, or never had the student (FER-16).
        NotDesignated = "not_designated",
        /// No annual notice of the school holds (FER-15).
        NoticeNotCurrent = "notice_not_current",
        /// The school does not designate one of the types (FER-16).
        TypeNotDesignated = "type_not_designated",
        /// The school does not list the recipient for this purpose (FER-16).
        PartyNotListed = "party_not_listed",
        /// Families still have time to refuse (FER-16).
        TimeToRefuse = "time_to_refuse",
        /// It is refused for the student, or nothing of the student is public (FER-16).
        RefusedForStudent = "refused_for_student",
    }
}

/// The reason, with the category or the statement that it names.
type Explained = (
    Option<DisclosureRefusal>,
    Option<Category>,
    Option<DisclosureStatement>,
);

/// Why a record may not be disclosed, as clients are told.
pub(super) fn explain(refused: Option<&DisclosureRefused>) -> Explained {
    use DisclosureRefusal as Why;
    use DisclosureRefused as By;
    match refused {
        None => (None, None, None),
        Some(By::NoException | By::NoProcess) => (Some(Why::NoException), None, None),
        Some(By::Category(category)) => (Some(Why::Category), Some(*category), None),
        Some(By::Lacks(statement)) => (Some(Why::StatementMissing), None, Some(*statement)),
        Some(By::NoThreat) => (Some(Why::ThreatMissing), None, None),
        Some(By::EmergencyOver) => (Some(Why::EmergencyOver), None, None),
        Some(By::RecipientNotNamed) => (Some(Why::RecipientNotNamed), None, None),
        Some(By::Directory(why)) => (Some(not_released(*why)), None, None),
    }
}

const fn not_released(why: DirectoryRefused) -> DisclosureRefusal {
    use DirectoryRefused as By;
    use DisclosureRefusal as Why;
    match why {
        By::FoundByOtherData => Why::FoundByOtherData,
        By::NotDesignated => Why::NotDesignated,
        By::NoticeNotCurrent => Why::NoticeNotCurrent,
        By::Type(_) => Why::TypeNotDesignated,
        By::Party => Why::PartyNotListed,
        By::TimeToRefuse => Why::TimeToRefuse,
        By::Refused => Why::RefusedForStudent,
    }
}

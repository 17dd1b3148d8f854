//! On which ground a student's record may be disclosed outside of the school without being asked for by
//! parent or student (34 CFR 99.30, 99.31).

use crate::category::Category;

crate::text_enum! {
    /// The ground on which somebody outside of the school asks for a student's record.
    pub enum DisclosureGround {
        /// Written consent of the parent or the eligible student (34 CFR 99.30).
        WrittenConsent = "written_consent",
        /// A school in which the student seeks or intends to enroll, or is enrolled
        /// (34 CFR 99.31(a)(2), 99.34).
        SchoolOfTransfer = "school_of_transfer",
        /// A state or federal education authority, or an auditor for it (34 CFR 99.31(a)(3), 99.35).
        EducationAuthority = "education_authority",
        /// An authority of juvenile justice under a state statute (34 CFR 99.31(a)(5), 99.38).
        JuvenileJustice = "juvenile_justice",
        /// An organization that studies for the school (34 CFR 99.31(a)(6)).
        Study = "study",
        /// A parent of an eligible student who is their dependent for tax (34 CFR 99.31(a)(8)).
        ParentOfDependent = "parent_of_dependent",
        /// A court order, a lawfully issued subpoena or another compulsory process
        /// (34 CFR 99.31(a)(9)).
        LegalProcess = "legal_process",
        /// A health or safety emergency (34 CFR 99.31(a)(10), 99.36).
        Emergency = "emergency",
        /// Directory information (34 CFR 99.31(a)(11), 99.37).
        DirectoryInformation = "directory_information",
        /// None of these: a request without compulsory process, financial aid, accreditation, and the
        /// other grounds that are the school's own to answer.
        Other = "other",
    }
}

crate::text_enum! {
    /// What the school states about a request for a student's record.
    pub enum DisclosureStatement {
        /// The consent is signed and dated by who holds the rights today, and not revoked.
        ConsentSigned = "consent_signed",
        /// The consent names these records, this purpose and this recipient.
        ConsentCovers = "consent_covers",
        /// The student seeks or intends to enroll there, or is enrolled there.
        EnrollmentIntended = "enrollment_intended",
        /// Parent or eligible student were told at their last known address, or started it.
        RightsHolderToldBefore = "rights_holder_told_before",
        /// There is a written agreement with the recipient.
        WrittenAgreement = "written_agreement",
        /// It says by when the recipient destroys the records.
        DestructionDated = "destruction_dated",
        /// The state statute that allows it is on file.
        StatuteOnFile = "statute_on_file",
        /// The school knows that the student is a dependent for tax.
        DependencyShown = "dependency_shown",
        /// The order or subpoena was checked by who advises the school in law.
        ProcessValidated = "process_validated",
        /// The time that parent or eligible student have to seek protection is over.
        WaitOver = "wait_over",
        /// A federal grand jury ordered that nobody be told (34 CFR 99.31(a)(9)(ii)(A)).
        GrandJuryGag = "grand_jury_gag",
        /// A subpoena for law enforcement orders that nobody be told (34 CFR 99.31(a)(9)(ii)(B)).
        LawEnforcementGag = "law_enforcement_gag",
        /// An ex parte order about terrorism (34 CFR 99.31(a)(9)(ii)(C)).
        ExParteTerrorismOrder = "ex_parte_terrorism_order",
        /// The recipient needs to know in order to protect somebody.
        RecipientNecessary = "recipient_necessary",
    }
}

impl DisclosureStatement {
    /// Whether it orders that nobody be told of the disclosure.
    pub const fn is_gag(self) -> bool {
        matches!(
            self,
            Self::GrandJuryGag | Self::LawEnforcementGag | Self::ExParteTerrorismOrder
        )
    }
}

impl DisclosureGround {
    /// What has to be stated for a disclosure on this ground; `None` for a ground on which Hallpass
    /// discloses nothing: studies are off (FER-17), and the others are the school's own to answer. For
    /// directory information no statement counts (FER-16).
    pub(super) const fn needs(self) -> Option<&'static [DisclosureStatement]> {
        use DisclosureStatement as S;
        match self {
            Self::WrittenConsent => Some(&[S::ConsentSigned, S::ConsentCovers]),
            Self::SchoolOfTransfer => Some(&[S::EnrollmentIntended, S::RightsHolderToldBefore]),
            Self::EducationAuthority => Some(&[S::WrittenAgreement, S::DestructionDated]),
            Self::JuvenileJustice => Some(&[S::StatuteOnFile]),
            Self::ParentOfDependent => Some(&[S::DependencyShown]),
            Self::LegalProcess => {
                Some(&[S::ProcessValidated, S::RightsHolderToldBefore, S::WaitOver])
            }
            Self::Emergency => Some(&[S::RecipientNecessary]),
            Self::DirectoryInformation => Some(&[]),
            Self::Study | Self::Other => None,
        }
    }

    /// Whether records of a category may be disclosed on this ground. To a school of transfer go name,
    /// enrollment, progress, work and assessments (FER-11); directory information is of name and
    /// enrollment (FER-16); what a student thinks, demographics and
    /// technical data leave the school on the word of parent, student, court or emergency only.
    pub(super) const fn covers(self, category: Category) -> bool {
        match category {
            Category::Name | Category::Enrollment => true,
            Category::Progress | Category::Work | Category::CheckAnswer | Category::Assessment => {
                !matches!(
                    (self, category),
                    (Self::SchoolOfTransfer, Category::CheckAnswer)
                        | (Self::DirectoryInformation, _)
                )
            }
            Category::AttitudinalAnswer
            | Category::Technical
            | Category::AgeEvidence
            | Category::ParentContact => matches!(
                self,
                Self::WrittenConsent
                    | Self::LegalProcess
                    | Self::Emergency
                    | Self::ParentOfDependent
            ),
            _ => false,
        }
    }

    /// Whether the law has the disclosure recorded (34 CFR 99.32(a), (d)).
    pub(super) const fn is_recorded_by_law(self) -> bool {
        match self {
            Self::SchoolOfTransfer
            | Self::EducationAuthority
            | Self::JuvenileJustice
            | Self::Study
            | Self::ParentOfDependent
            | Self::LegalProcess
            | Self::Emergency
            | Self::Other => true,
            Self::WrittenConsent | Self::DirectoryInformation => false,
        }
    }
}

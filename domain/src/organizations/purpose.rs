//! What personal data may be used for (rules §5.2).
//!
//! Advertising, sale, training of models and profiles for other ends (P90–P93) have no word here:
//! nothing can ask for them (SCH-05).

crate::text_enum! {
    /// A purpose for which a school's students' data is processed.
    pub enum Purpose {
        /// P1: account and sign-in.
        Account = "account",
        /// P2: deliver courses, save progress, resume.
        Learning = "learning",
        /// P3: class management; a teacher sees progress.
        ClassManagement = "class_management",
        /// P4: achievement reports to school and district.
        AchievementReport = "achievement_report",
        /// P5: the next lesson chosen by progress, and nothing beyond it.
        BasicPersonalization = "basic_personalization",
        /// P9: security and prevention of abuse.
        Security = "security",
        /// P11: surveys and evaluation.
        Survey = "survey",
        /// P13: support.
        Support = "support",
        /// P14: legal duty and claims.
        LegalDuty = "legal_duty",
        /// P15: proof of consents and policies.
        ProofOfConsent = "proof_of_consent",
    }
}

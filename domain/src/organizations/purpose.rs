//! What personal data may be used for (rules §5.2).
//!
//! Advertising, sale, training of models and profiles for other ends (P90–P93) have no word here:
//! nothing can ask for them (SCH-05). What each purpose may use, and on which basis, is the table of
//! [`crate::purposes`].

crate::text_enum! {
    /// A purpose for which personal data is processed.
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
        /// P6: payments and subscriptions of adults.
        Payment = "payment",
        /// P7: notices of the service to adults.
        ServiceNotice = "service_notice",
        /// P8: marketing to adults who opted in.
        AdultMarketing = "adult_marketing",
        /// P9a: security and prevention of abuse.
        Security = "security",
        /// P9b: analysis of fraud.
        FraudAnalysis = "fraud_analysis",
        /// P10: improvement of the service, by aggregates.
        Improvement = "improvement",
        /// P11: surveys and evaluation.
        Survey = "survey",
        /// P12: de-identified research and publication.
        Research = "research",
        /// P13: support.
        Support = "support",
        /// P14: legal duty and claims.
        LegalDuty = "legal_duty",
        /// P15: proof of consents and policies.
        ProofOfConsent = "proof_of_consent",
        /// P16: optional features.
        OptionalFeature = "optional_feature",
        /// P17: cookies without which the service does not work.
        FunctionalCookie = "functional_cookie",
        /// P18: merger or change of control.
        ChangeOfControl = "change_of_control",
    }
}

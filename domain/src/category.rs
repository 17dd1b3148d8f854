//! The categories of personal data (rules §0.2): the words in which rights, retention and the data
//! inventory speak about columns.

use crate::retention::rule::RetentionRule;

crate::text_enum! {
    /// A category of personal data, D1–D20.
    pub enum Category {
        /// D1: full name, display name.
        Name = "name",
        /// D2: login identifier: e-mail, username, identity provider's subject.
        LoginIdentifier = "login_identifier",
        /// D3: credential.
        Credential = "credential",
        /// D4: profile, preferences, privacy settings.
        Profile = "profile",
        /// D5: school, class, enrolment, grade level.
        Enrollment = "enrollment",
        /// D6: progress: access times, tries, success, time on task.
        Progress = "progress",
        /// D7: submitted code and creations.
        Work = "work",
        /// D8a: answers to checks for understanding.
        CheckAnswer = "check_answer",
        /// D8b: answers to attitudinal prompts.
        AttitudinalAnswer = "attitudinal_answer",
        /// D9: survey answers.
        SurveyAnswer = "survey_answer",
        /// D10: demographics.
        Demographics = "demographics",
        /// D11: grades, assessment results, feedback.
        Assessment = "assessment",
        /// D12: payment metadata.
        Payment = "payment",
        /// D13: technical data: client, last login.
        Technical = "technical",
        /// D14: usage, clickstream.
        Usage = "usage",
        /// D15: support tickets.
        SupportTicket = "support_ticket",
        /// D16: consents, authorizations, agreements, policy acceptances.
        Authorization = "authorization",
        /// D17: disclosure record and audit log.
        AuditTrail = "audit_trail",
        /// D18: courses that teachers wrote.
        AuthoredCourse = "authored_course",
        /// D19: parent contact and proof of relationship.
        ParentContact = "parent_contact",
        /// D20: evidence of age.
        AgeEvidence = "age_evidence",
    }
}

impl Category {
    /// The rule of the retention schedule (RET-02) that ends what is kept in this category.
    pub const fn retention_rule(self) -> RetentionRule {
        match self {
            Self::Name
            | Self::LoginIdentifier
            | Self::Credential
            | Self::Enrollment
            | Self::AgeEvidence => RetentionRule::R01,
            Self::Profile => RetentionRule::R04,
            Self::Progress | Self::CheckAnswer => RetentionRule::R05,
            Self::Assessment => RetentionRule::R06,
            Self::Work => RetentionRule::R07,
            Self::AttitudinalAnswer | Self::SurveyAnswer => RetentionRule::R08,
            Self::Demographics => RetentionRule::R09,
            Self::Payment => RetentionRule::R20,
            Self::Technical => RetentionRule::R12,
            Self::Usage => RetentionRule::R13,
            Self::SupportTicket => RetentionRule::R15,
            Self::Authorization => RetentionRule::R16,
            Self::AuditTrail => RetentionRule::R21,
            Self::AuthoredCourse => RetentionRule::R26,
            Self::ParentContact => RetentionRule::R17,
        }
    }
}

//! What a parent consents to (VPC-04): scopes that are independent of one another.
//!
//! Each is for collection and use by Hallpass itself. Nothing is disclosed to others, so no scope
//! allows it, and nothing is bundled with anything.

use crate::{category::Category, organizations::purpose::Purpose};

crate::text_enum! {
    /// A scope of a consent.
    pub enum ConsentScope {
        /// An account, courses, and progress and work that are kept (P1, P2). Without it there is no
        /// account; with it there is nothing else.
        AccountAndLearning = "account_and_learning",
        /// The next lesson chosen by progress (P5).
        Personalization = "personalization",
        /// Questions about what the child thinks of lessons (P11).
        Surveys = "surveys",
    }
}

/// Whether the account can be without a scope (VPC-10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Necessity {
    /// There is no account without it.
    Required,
    /// It may be refused, now or later, and nothing else changes.
    Optional,
}

impl ConsentScope {
    /// Whether the account can be without it.
    pub const fn necessity(self) -> Necessity {
        match self {
            Self::AccountAndLearning => Necessity::Required,
            Self::Personalization | Self::Surveys => Necessity::Optional,
        }
    }

    /// The purposes that it allows.
    pub const fn purposes(self) -> &'static [Purpose] {
        match self {
            Self::AccountAndLearning => &[Purpose::Account, Purpose::Learning],
            Self::Personalization => &[Purpose::BasicPersonalization],
            Self::Surveys => &[Purpose::Survey],
        }
    }

    /// The categories of personal data that it allows for them (§5.2).
    pub const fn categories(self) -> &'static [Category] {
        match self {
            Self::AccountAndLearning => &[
                Category::Name,
                Category::LoginIdentifier,
                Category::Credential,
                Category::Enrollment,
                Category::Progress,
                Category::Work,
                Category::CheckAnswer,
                Category::Assessment,
                Category::AgeEvidence,
            ],
            Self::Personalization => &[Category::Profile, Category::Progress],
            Self::Surveys => &[Category::AttitudinalAnswer, Category::SurveyAnswer],
        }
    }
}

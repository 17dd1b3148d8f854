//! The vocabularies of accounts: who a person is here, how they prove it, and whether they may.

use crate::text_enum;

text_enum! {
    /// Who a person with an account is. Nothing turns a student into an adult.
    pub enum PersonKind {
        /// A learner. No message is ever sent to one.
        Student = "student",
        /// An adult: who works for a school, a district or Hallpass, or is the parent of a household.
        Adult = "adult",
    }
}

text_enum! {
    /// The kind of secret a person signs in with (SEC-04, SEC-07).
    pub enum CredentialKind {
        /// Chosen by an adult; see [`super::passwords`].
        Password = "password",
        /// Made for a student and handed to them on paper; see [`super::passphrases`].
        Passphrase = "passphrase",
    }
}

impl CredentialKind {
    /// The kind of secret that a person of this kind has.
    pub const fn of(person: PersonKind) -> Self {
        match person {
            PersonKind::Student => Self::Passphrase,
            PersonKind::Adult => Self::Password,
        }
    }
}

text_enum! {
    /// Whether an account may be used.
    pub enum AccountStatus {
        /// Made by another person; its owner has not yet set a secret.
        Invited = "invited",
        /// In use.
        Active = "active",
        /// Closed for sign-in and for every session, until a person opens it again.
        Disabled = "disabled",
    }
}

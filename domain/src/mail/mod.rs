//! Messages to adults (COM-01): what kinds there are, and in which languages.
//!
//! A message has an [`EmailRecipient`](crate::accounts::emails::EmailRecipient), which only an adult's
//! address becomes. What a student signs in with is not one and does not turn into one:
//!
//! ```compile_fail,E0277
//! use domain::accounts::{emails::EmailRecipient, usernames::Username};
//!
//! fn address(student: Username) -> EmailRecipient {
//!     student.into()
//! }
//! ```

crate::text_enum! {
    /// A language in which Hallpass speaks to people.
    pub enum Language {
        /// English.
        English = "en",
        /// Spanish.
        Spanish = "es",
    }
}

crate::text_enum! {
    /// A kind of message.
    pub enum MessageKind {
        /// A parent is told what is asked of them, and how to decide (VPC-05).
        ConsentNotice = "consent_notice",
        /// The same once more, after a week without an answer (VPC-02).
        ConsentReminder = "consent_reminder",
        /// A day after a parent agreed: what they agreed to, and how to take it back (VPC-03).
        ConsentConfirmation = "consent_confirmation",
        /// A consent has ended, and what becomes of the data.
        ConsentEnded = "consent_ended",
        /// A school is told what happens to its students' data (SCH-02 b).
        SchoolNotice = "school_notice",
    }
}

impl MessageKind {
    /// The version of its text. It is raised whenever the text changes, and kept with each message.
    pub const fn template_version(self) -> u16 {
        match self {
            Self::ConsentNotice
            | Self::ConsentReminder
            | Self::ConsentConfirmation
            | Self::ConsentEnded
            | Self::SchoolNotice => 1,
        }
    }
}

crate::text_enum! {
    /// What became of a message.
    pub enum MessageState {
        /// It is yet to be sent.
        Waiting = "waiting",
        /// A mail server has taken it.
        Sent = "sent",
        /// It never was: it was refused, or what it was to say is over.
        NotSent = "not_sent",
    }
}

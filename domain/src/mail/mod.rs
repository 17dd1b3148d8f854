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
        /// A parent is asked again for a child who has an account (VPC-09).
        ConsentRenewal = "consent_renewal",
        /// A day after a parent agreed: what they agreed to, and how to take it back (VPC-03).
        ConsentConfirmation = "consent_confirmation",
        /// A form was accepted: the consent is active, and how to take it back.
        ConsentFormApproved = "consent_form_approved",
        /// A form could not be accepted, and how to send another.
        ConsentFormRejected = "consent_form_rejected",
        /// A consent has ended, and the child's account is locked.
        ConsentEnded = "consent_ended",
        /// A consent has ended, and the child's data is deleted (VPC-07).
        ConsentEndedDeleted = "consent_ended_deleted",
        /// An adult is told how the policy changes, and from when on (POL-03).
        PolicyChange = "policy_change",
        /// A member of staff is invited to a school, and told how to open the account.
        StaffInvitation = "staff_invitation",
        /// Whom a roster names as a student's parent is invited by the school (FER-02).
        GuardianInvitation = "guardian_invitation",
        /// A parent is told that their child will soon decide about consent (AGE-11).
        OwnDecisionsAhead = "own_decisions_ahead",
        /// A parent is told that their child will soon be an adult (AGE-11).
        AdulthoodAhead = "adulthood_ahead",
        /// A teacher is told that a student will soon reach an age that changes something (AGE-11).
        StudentAgeAhead = "student_age_ahead",
        /// The account of a student was suspended, and what ends that (AGE-16).
        AccountSuspended = "account_suspended",
        /// An adult is told that their account is deleted, and how to restore it (RET-06).
        AccountDeletion = "account_deletion",
        /// An adult is told when a restriction ends that they asked for (GDPR Art. 18(3)).
        RestrictionEndsAhead = "restriction_ends_ahead",
        /// A school is told how many accounts of students in no class will be deleted (R-01).
        UnusedStudentAccounts = "unused_student_accounts",
        /// A school is told of how many students feedback of long ago will be deleted (R-06).
        FeedbackEnds = "feedback_ends",
        /// A parent is told that accounts of their children that are not used will be deleted (R-02).
        UnusedChildAccounts = "unused_child_accounts",
        /// An adult is told that their account, which they do not use, will be deleted (R-03).
        UnusedAccount = "unused_account",
        /// A parent is told that a court or an authority demands a student's record (FER-13).
        LegalProcessNotice = "legal_process_notice",
        /// A parent or guardian is told that a change of a child's setting waits for them (RTS-05).
        SettingChangeWaits = "setting_change_waits",
        /// A school is told that its annual notice will soon be over (FER-15).
        AnnualNoticeDue = "annual_notice_due",
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
            | Self::ConsentRenewal
            | Self::ConsentConfirmation
            | Self::ConsentFormApproved
            | Self::ConsentFormRejected
            | Self::ConsentEnded
            | Self::ConsentEndedDeleted
            | Self::PolicyChange
            | Self::StaffInvitation
            | Self::GuardianInvitation
            | Self::OwnDecisionsAhead
            | Self::AdulthoodAhead
            | Self::StudentAgeAhead
            | Self::AccountSuspended
            | Self::AccountDeletion
            | Self::RestrictionEndsAhead
            | Self::UnusedStudentAccounts
            | Self::FeedbackEnds
            | Self::UnusedChildAccounts
            | Self::UnusedAccount
            | Self::LegalProcessNotice
            | Self::SettingChangeWaits
            | Self::AnnualNoticeDue
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

//! What the audit log records (SEC-09): events, their outcomes and what they are about.

mod objects;
mod source;

pub use objects::{ChangeRole, Changed, Object, ObjectRole, Objects, Shown};
pub use source::{Source, TruncatedAddress};

use crate::{access::ActionKind, worker::JobKind};

crate::text_enum! {
    /// An event that no permitted action stands for: what happens to accounts and sessions.
    pub enum AccountEvent {
        /// A person signed in.
        SignedIn = "signed_in",
        /// A sign-in failed: to the account that the event is about, or to none.
        SignInFailed = "sign_in_failed",
        /// A sign-in came too early after failures and was not looked at. Noted once a failure.
        SignInDelayed = "sign_in_delayed",
        /// A sign-in to an account that is locked after too many failures was refused.
        SignInLocked = "sign_in_locked",
        /// A session was ended by its holder.
        SignedOut = "signed_out",
        /// A refresh token was rotated.
        TokenRotated = "token_rotated",
        /// A used refresh token was presented again, and its session was ended (RFC 9700 §4.14.2).
        TokenReuseDetected = "token_reuse_detected",
        /// A person's secret was taken away: a new invitation is to open their account.
        CredentialReset = "credential_reset",
        /// An operator's roles and sessions were ended from the command line.
        OperatorEnded = "operator_ended",
        /// An invitation was accepted.
        InvitationAccepted = "invitation_accepted",
        /// A parent founded a household.
        HouseholdFounded = "household_founded",
        /// A guardian opened an account by a code of the school.
        GuardianRegistered = "guardian_registered",
        /// A pairing code was presented with an address that has an account, and opens nothing any more.
        PairingRefused = "pairing_refused",
        /// A parent answered what they were asked, by the link of a message.
        ConsentDecided = "consent_decided",
        /// A parent was asked again, because a version of the policy changes what they agreed to.
        ConsentAskedAgain = "consent_asked_again",
        /// A trained person of the installation looked at a form.
        ConsentFormRead = "consent_form_read",
        /// A trained person of the installation decided about a form.
        ConsentFormReviewed = "consent_form_reviewed",
        /// A visitor without an account asked about privacy.
        PrivacyEnquiryFiled = "privacy_enquiry_filed",
        /// An operator of the platform handled a request about the data of a person of the organization.
        RequestHandled = "request_handled",
        /// What was deleted was restored by the code of a message.
        AccountRecovered = "account_recovered",
        /// An operator set on whose word the students of the organization are registered.
        ConsentModeSet = "consent_mode_set",
        /// A first operator was appointed from the command line.
        OperatorAppointed = "operator_appointed",
        /// Rows were written by the installation itself: demo data, the bundled catalogue.
        InstallationSeeded = "installation_seeded",
        /// A signing key was put in place.
        SigningKeyCreated = "signing_key_created",
        /// A signing key was declared lost.
        SigningKeyRevoked = "signing_key_revoked",
        /// Adults were told of a new version of the policy.
        PolicyAnnounced = "policy_announced",
        /// Rows past any use were deleted.
        HousekeepingDone = "housekeeping_done",
        /// The keys of the organization were wrapped by a new master key.
        MasterKeyRotated = "master_key_rotated",
        /// A restored database repeated an erasure of its ledger.
        ErasureReplayed = "erasure_replayed",
        /// A database was restored from a backup.
        DatabaseRestored = "database_restored",
    }
}

crate::text_enum! {
    /// How an attempt ended.
    pub enum AuditOutcome {
        /// It was done.
        Done = "done",
        /// The policy refused it.
        Refused = "refused",
    }
}

crate::text_enum! {
    /// By which way an attempt reached the service.
    pub enum Channel {
        /// A request over HTTP.
        Api = "api",
        /// A command at the command line of the installation.
        CommandLine = "command_line",
        /// Work that the service does by itself.
        Worker = "worker",
    }
}

/// What an audit event says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A permitted action.
    Action(ActionKind),
    /// Something that happened to an account.
    Account(AccountEvent),
    /// Work that the service did by itself.
    Work(JobKind),
}

impl Happening {
    /// What has this written form in the log, if anything has.
    pub fn parse(text: &str) -> Option<Self> {
        use crate::text_enum::TextEnum;
        let action = ActionKind::parse(text).map(Self::Action);
        let account = || AccountEvent::parse(text).map(Self::Account);
        let work = || JobKind::parse(text).map(Self::Work);
        action.or_else(account).or_else(work)
    }

    /// The written form in the log.
    pub fn as_str(self) -> &'static str {
        use crate::text_enum::TextEnum;
        match self {
            Self::Action(kind) => kind.as_str(),
            Self::Account(event) => event.as_str(),
            Self::Work(kind) => kind.as_str(),
        }
    }
}

#[cfg(feature = "wire")]
mod wire {
    use std::borrow::Cow;

    use utoipa::{
        PartialSchema, ToSchema,
        openapi::{RefOr, Schema},
    };

    use super::{AccountEvent, ActionKind, Happening, JobKind};
    use crate::wire::{meanings, schema_of};

    impl PartialSchema for Happening {
        fn schema() -> RefOr<Schema> {
            let words = meanings::<ActionKind>()
                .chain(meanings::<AccountEvent>())
                .chain(meanings::<JobKind>());
            schema_of("What an audit event says happened.", words)
        }
    }

    impl ToSchema for Happening {
        fn name() -> Cow<'static, str> {
            "Happening".into()
        }
    }
}

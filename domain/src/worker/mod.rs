//! Work that the service does by itself: what it is, and when a piece of it is tried again.

use chrono::{DateTime, TimeDelta, Utc};

crate::text_enum! {
    /// A kind of work.
    pub enum JobKind {
        /// Send a message to an adult.
        SendMessage = "send_message",
        /// Remind a parent who has not answered for a week (VPC-02).
        RemindParent = "remind_parent",
        /// Forget what was collected to ask a parent who did not answer in time (VPC-02).
        LapseConsentRequest = "lapse_consent_request",
        /// Tell a parent a day later what they agreed to, from when on it is active (VPC-02).
        ConfirmConsent = "confirm_consent",
        /// Note that a student has reached an age, or announce it (AGE-11).
        ReachAge = "reach_age",
        /// End the suspension of a student for whom a ground has appeared, or delete what is held of
        /// the student when the time is over (AGE-16).
        SettleSuspension = "settle_suspension",
        /// Delete what was collected under an agreement that ended (SCH-06).
        PurgeSchool = "purge_school",
        /// Delete what is held of a student whose authorization the school revoked (SCH-06).
        PurgeStudent = "purge_student",
        /// Delete what is held of the students of a sandbox that nobody used for 30 days (SCH-04).
        PurgeSandbox = "purge_sandbox",
        /// Do what a parent of a school's student asked for, when its time has come (SCH-07).
        ActOnParentRequest = "act_on_parent_request",
        /// Erase what was asked to be erased, when it cannot be restored any more (RET-04, RET-06).
        CompleteErasure = "complete_erasure",
        /// Build a copy of what is held about a person (RTS-02).
        BuildExport = "build_export",
        /// Ask for the copies that a school takes out of what is held about its students (RET-05).
        ExportSchool = "export_school",
        /// Delete a copy that was not fetched in time (RTS-02).
        ExpireExport = "expire_export",
        /// Tell the family of a legal process when the order ends that forbade it (FER-13).
        TellOfLegalProcess = "tell_of_legal_process",
        /// Write down that a change of a setting was not decided in time (RTS-05).
        LapseSettingChange = "lapse_setting_change",
        /// Delete the drafts of a learner who switched them off (RTS-05).
        DeleteDrafts = "delete_drafts",
        /// Delete what a parent chose for a child at home who is none any more (AGE-12).
        EndParentsChoice = "end_parents_choice",
        /// Remind a school of its next annual notice (FER-15).
        RemindOfAnnualNotice = "remind_of_annual_notice",
        /// Warn of what will be past its time, and end what is (RET-02).
        RunRetention = "run_retention",
    }
}

crate::text_enum! {
    /// Where a piece of work stands.
    pub enum JobState {
        /// It is yet to be done, or to be tried again.
        Waiting = "waiting",
        /// It was done, or there was nothing left to do.
        Done = "done",
        /// It was tried as often as work of its kind is.
        GivenUp = "given_up",
    }
}

crate::text_enum! {
    /// Why a piece of work is not done yet, or never was. Words only: nothing that was read or sent.
    pub enum Hindrance {
        /// The installation sends no mail: `mail.server` names no server.
        MailIsOff = "mail_is_off",
        /// The mail server could not be reached, or broke off.
        MailServerUnreachable = "mail_server_unreachable",
        /// The mail server asks for another try (RFC 5321 §4.2.1, a reply 4yz).
        MailServerBusy = "mail_server_busy",
        /// The mail server refused the message for good (RFC 5321 §4.2.1, a reply 5yz).
        MailServerRefused = "mail_server_refused",
        /// What it was to say is over.
        Expired = "expired",
        /// The database, or a rule that should hold, failed. The log says more.
        Failed = "failed",
    }
}

/// How long a process may take for a piece of work before another takes it over.
pub const LEASE: TimeDelta = TimeDelta::minutes(2);

/// The pauses between attempts; the last one is repeated. Together they cover the three days in which
/// a mail server or a database is put right.
const PAUSES: [TimeDelta; 10] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];

/// What becomes of a piece of work that was hindered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextAttempt {
    /// It is tried again, not before this instant.
    NotBefore(DateTime<Utc>),
    /// It is not tried again.
    Never,
}

/// When work is tried again that was hindered at an instant, after so many attempts (one or more).
///
/// What the installation itself withholds counts no attempts and waits; what a rule or the other
/// side refused for good is given up; a rule of law is never given up.
pub fn next_attempt(
    kind: JobKind,
    hindrance: Hindrance,
    attempts: u32,
    now: DateTime<Utc>,
) -> NextAttempt {
    let nth = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let pause = match (PAUSES.get(nth), kind) {
        (Some(pause), _) => Some(*pause),
        (None, JobKind::SendMessage) => None,
        (None, _) => PAUSES.last().copied(),
    };
    match (hindrance, pause) {
        (Hindrance::MailServerRefused | Hindrance::Expired, _) | (_, None) => NextAttempt::Never,
        (Hindrance::MailIsOff, _) => NextAttempt::NotBefore(now + TimeDelta::minutes(10)),
        (_, Some(pause)) => NextAttempt::NotBefore(now + pause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-26T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_busy_mail_server_is_tried_for_three_days_and_then_given_up() {
        let mut waited = TimeDelta::zero();
        let mut attempts = 1;
        while let NextAttempt::NotBefore(at) = next_attempt(
            JobKind::SendMessage,
            Hindrance::MailServerBusy,
            attempts,
            now(),
        ) {
            waited += at - now();
            attempts += 1;
        }
        assert_eq!(attempts, 11);
        assert_eq!(waited.num_hours(), 75);
    }

    #[test]
    fn what_a_server_refuses_for_good_is_not_sent_again() {
        let next = next_attempt(JobKind::SendMessage, Hindrance::MailServerRefused, 1, now());
        assert_eq!(next, NextAttempt::Never);
    }

    #[test]
    fn without_mail_a_message_waits() {
        let next = next_attempt(JobKind::SendMessage, Hindrance::MailIsOff, 1, now());
        assert!(matches!(next, NextAttempt::NotBefore(at) if at > now()));
    }
}

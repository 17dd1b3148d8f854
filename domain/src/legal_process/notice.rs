//! How long the family has to seek protection before a school complies (FER-13; 34 CFR 99.31(a)(9)(ii)).

use chrono::{DateTime, Utc};

use crate::{
    mail::MessageState,
    parameters::choices::{PROCESS_BEFORE_RETURN, PROCESS_NOTICE, PROCESS_NOTICE_LEAST},
};

/// From when on a school may comply with a process of which the family was told at an instant: after ten
/// days, or three days before the records are to be returned if that is sooner, and never before the
/// family had a day. A return date that was over when they were told counts as none.
pub fn wait_over_at(told_at: DateTime<Utc>, return_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let full = told_at + PROCESS_NOTICE.default;
    let Some(return_at) = return_at.filter(|at| *at > told_at) else {
        return full;
    };
    let before_return = return_at - PROCESS_BEFORE_RETURN.default;
    let least = told_at + PROCESS_NOTICE_LEAST.default;
    full.min(before_return.max(least))
}

/// Whether somebody to whom a message about a process was written still holds the rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddresseeRights {
    /// They do.
    Held,
    /// They lost them: whether the message reached them does not matter.
    Lost,
}

/// Whether the family is told by the messages that were written to them: a mail server has taken one at
/// least, and every one to somebody who still holds the rights. Where one was not sent, the school tells
/// them by hand.
pub fn is_told_by(messages: &[(MessageState, AddresseeRights)]) -> bool {
    let is_taken = |state| state == MessageState::Sent;
    messages.iter().any(|(state, _)| is_taken(*state))
        && messages
            .iter()
            .all(|(state, rights)| is_taken(*state) || *rights == AddresseeRights::Lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn fer_13_ten_days_or_three_before_the_return_date_and_a_day_at_least() {
        let told = "2026-12-10T09:00:00Z";
        for (return_at, over) in [
            (None, "2026-12-20T09:00:00Z"),
            (Some("2027-02-01T09:00:00Z"), "2026-12-20T09:00:00Z"),
            (Some("2026-12-23T09:00:00Z"), "2026-12-20T09:00:00Z"),
            (Some("2026-12-22T09:00:00Z"), "2026-12-19T09:00:00Z"),
            (Some("2026-12-14T09:00:00Z"), "2026-12-11T09:00:00Z"),
            (Some("2026-12-13T09:00:00Z"), "2026-12-11T09:00:00Z"),
            (Some("2026-12-10T09:00:01Z"), "2026-12-11T09:00:00Z"),
            // A date that is over takes nobody's time.
            (Some("2026-12-10T09:00:00Z"), "2026-12-20T09:00:00Z"),
            (Some("2026-12-01T09:00:00Z"), "2026-12-20T09:00:00Z"),
        ] {
            let found = wait_over_at(at(told), return_at.map(at));
            assert_eq!(found, at(over), "{return_at:?}");
        }
    }

    #[test]
    fn fer_13_the_family_is_told_when_the_last_message_was_taken() {
        use AddresseeRights::{Held, Lost};
        use MessageState::{NotSent, Sent, Waiting};
        for (messages, expected) in [
            (&[][..], false),
            (&[(Sent, Held)][..], true),
            (&[(Sent, Held), (Sent, Held)][..], true),
            (&[(Sent, Held), (Waiting, Held)][..], false),
            (&[(Sent, Held), (NotSent, Held)][..], false),
            (&[(Sent, Held), (Waiting, Lost)][..], true),
            (&[(Sent, Held), (NotSent, Lost)][..], true),
            (&[(NotSent, Lost)][..], false),
            (&[(Waiting, Held)][..], false),
        ] {
            assert_eq!(is_told_by(messages), expected, "{messages:?}");
        }
    }
}

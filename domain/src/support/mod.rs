//! What the platform's support sees of a student: nothing, until a district opens it for one question
//! (FER-06).

use chrono::{DateTime, TimeDelta, Utc};

/// How long support may look at the most. It is a matter of hours: who needs longer asks again.
const LONGEST: TimeDelta = TimeDelta::hours(4);

/// Until when support may look that is let in at this instant for so many hours; `None` of none, and of more
/// than four.
pub fn open_until(hours: u8, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let time = TimeDelta::hours(hours.into());
    (hours > 0 && time <= LONGEST).then(|| now + time)
}

/// Whether support that was let in until an instant may look at another one.
pub fn may_look(ends_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < ends_at
}

/// Characters of a username that are shown to support: enough to tell two apart whom a caller names.
const SHOWN_CHARACTERS: usize = 2;

/// A username as support sees it.
pub fn masked(username: &str) -> String {
    let hidden = username.chars().count() > SHOWN_CHARACTERS;
    let shown = username
        .chars()
        .take(if hidden { SHOWN_CHARACTERS } else { 0 });
    shown.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-28T09:00:00Z".parse().unwrap()
    }

    #[test]
    fn fer_06_support_is_let_in_for_one_to_four_hours() {
        assert_eq!(open_until(0, now()), None);
        assert_eq!(open_until(1, now()), Some(now() + TimeDelta::hours(1)));
        assert_eq!(open_until(4, now()), Some(now() + TimeDelta::hours(4)));
        assert_eq!(open_until(5, now()), None);
    }

    #[test]
    fn fer_06_at_the_instant_of_the_end_support_is_out() {
        let end = now() + TimeDelta::hours(1);
        assert!(may_look(end, end - TimeDelta::milliseconds(1)));
        assert!(!may_look(end, end));
    }

    #[test]
    fn fer_06_a_username_is_masked() {
        assert_eq!(masked("ada07"), "ad…");
        assert_eq!(masked("ad"), "…");
        assert_eq!(masked("李小明"), "李小…");
        assert_eq!(masked(""), "…");
    }
}

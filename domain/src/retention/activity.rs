//! From when the time of an account that is not used counts (RET-07).

use chrono::{DateTime, Utc};

crate::text_enum! {
    /// Something that happens to an account.
    pub enum AccountActivity {
        /// The person signed in.
        SignIn = "sign_in",
        /// A parent or guardian of the learner signed in.
        ParentSignIn = "parent_sign_in",
        /// A teacher gave feedback on the learner's work.
        Graded = "graded",
        /// A roster named the person.
        RosterSync = "roster_sync",
        /// The service did work about the person.
        Work = "work",
        /// The person, or an adult who answers for them, was sent a message.
        Notice = "notice",
    }
}

impl AccountActivity {
    /// Whether it is use by a person: what rosters, jobs and messages do is none (RET-07).
    pub const fn is_real_use(self) -> bool {
        match self {
            Self::SignIn | Self::ParentSignIn | Self::Graded => true,
            Self::RosterSync | Self::Work | Self::Notice => false,
        }
    }
}

/// The last real use of an account among what happened to it, and never before it began to count: the
/// day on which the account was opened, or its last class ended (RET-07).
pub fn counted_from(
    began_at: DateTime<Utc>,
    happened: impl IntoIterator<Item = (AccountActivity, Option<DateTime<Utc>>)>,
) -> DateTime<Utc> {
    happened
        .into_iter()
        .filter(|(activity, _)| activity.is_real_use())
        .filter_map(|(_, at)| at)
        .fold(began_at, DateTime::max)
}

#[cfg(test)]
mod tests {
    use chrono::{Months, TimeDelta};

    use super::*;
    use crate::{
        retention::{rule::RetentionRule, schedule::row},
        text_enum::TextEnum as _,
    };

    fn began() -> DateTime<Utc> {
        "2026-06-30T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn ret_07_thirteen_months_of_nightly_syncs_are_no_use() {
        let nights = (0..395).map(|night| {
            let at = began() + TimeDelta::days(night);
            (AccountActivity::RosterSync, Some(at))
        });
        let from = counted_from(began(), nights);
        assert_eq!(from, began());
        let end = row(RetentionRule::R01).stages()[0].after.after(from);
        assert!(end.is_some_and(|end| end < began() + Months::new(13)));
    }

    #[test]
    fn ret_07_a_parents_sign_in_in_month_eleven_begins_the_time_anew() {
        let eleventh = began() + Months::new(11);
        let from = counted_from(began(), [(AccountActivity::ParentSignIn, Some(eleventh))]);
        assert_eq!(from, eleventh);
    }

    #[test]
    fn ret_07_only_what_a_person_does_is_use() {
        let later = began() + TimeDelta::days(1);
        for activity in AccountActivity::ALL {
            let from = counted_from(began(), [(*activity, Some(later))]);
            let is_use = matches!(
                activity,
                AccountActivity::SignIn | AccountActivity::ParentSignIn | AccountActivity::Graded
            );
            assert_eq!(from == later, is_use, "{activity:?}");
        }
    }
}

//! Health or safety emergencies (FER-12; 34 CFR 99.36, 99.32(a)(5)): a threat that is written down, for
//! whom and for which records, and that ends by itself.

use chrono::{DateTime, Utc};

use crate::{category::Category, parameters::choices::EMERGENCY_LIFE};

crate::text_enum! {
    /// Where an emergency stands.
    pub enum EmergencyState {
        /// Records may be disclosed to those whom it names.
        Open = "open",
        /// Its time is over, or somebody ended it.
        Over = "over",
    }
}

/// When an emergency ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmergencyTerm {
    /// When it is over unless it is renewed.
    pub expires_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

impl EmergencyTerm {
    /// Where the emergency stands at an instant.
    pub fn state(self, now: DateTime<Utc>) -> EmergencyState {
        match self.ended_at {
            None if now < self.expires_at => EmergencyState::Open,
            Some(_) | None => EmergencyState::Over,
        }
    }
}

/// The emergency is over: another has to be recorded, with its threat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the emergency is over")]
pub struct EmergencyIsOver;

/// When an emergency is over that begins or is renewed at an instant: after 72 hours.
pub fn emergency_expires_at(now: DateTime<Utc>) -> DateTime<Utc> {
    now + EMERGENCY_LIFE.default
}

/// Until when a renewal lets an emergency stand.
///
/// # Errors
/// [`EmergencyIsOver`]: what ended is not brought back.
pub fn renew_emergency(
    term: EmergencyTerm,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, EmergencyIsOver> {
    match term.state(now) {
        EmergencyState::Open => Ok(emergency_expires_at(now)),
        EmergencyState::Over => Err(EmergencyIsOver),
    }
}

/// What an emergency covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmergencyScope {
    /// When it ends.
    pub term: EmergencyTerm,
    /// Who needs to know.
    pub recipients: Vec<String>,
    /// Records of which categories they need.
    pub categories: Vec<Category>,
}

/// How an emergency stands to one disclosure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmergencyCover {
    /// It covers it.
    Covers,
    /// No emergency of the student is named.
    Missing,
    /// It is over.
    Over,
    /// It does not name the recipient.
    RecipientNotNamed,
    /// It does not name records of this category.
    CategoryNotNamed(Category),
}

/// How an emergency stands to a disclosure of records of these categories to a recipient.
pub fn emergency_cover(
    emergency: Option<&EmergencyScope>,
    recipient: &str,
    categories: &[Category],
    now: DateTime<Utc>,
) -> EmergencyCover {
    let Some(emergency) = emergency else {
        return EmergencyCover::Missing;
    };
    if emergency.term.state(now) == EmergencyState::Over {
        return EmergencyCover::Over;
    }
    if !emergency.recipients.iter().any(|named| named == recipient) {
        return EmergencyCover::RecipientNotNamed;
    }
    let not_named = |category: &&Category| !emergency.categories.contains(category);
    match categories.iter().find(not_named) {
        Some(category) => EmergencyCover::CategoryNotNamed(*category),
        None => EmergencyCover::Covers,
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-12-30T09:00:00Z".parse().unwrap()
    }

    fn scope() -> EmergencyScope {
        EmergencyScope {
            term: EmergencyTerm {
                expires_at: emergency_expires_at(now()),
                ended_at: None,
            },
            recipients: vec!["Maple County Sheriff".to_owned()],
            categories: vec![Category::Name, Category::Enrollment],
        }
    }

    #[test]
    fn fer_12_an_emergency_ends_by_itself_after_72_hours_and_is_renewed_before_that_only() {
        let term = scope().term;
        let second = TimeDelta::seconds(1);
        let last = now() + TimeDelta::hours(72) - second;
        assert_eq!(term.state(last), EmergencyState::Open);
        assert_eq!(term.state(last + second), EmergencyState::Over);
        assert_eq!(renew_emergency(term, last), Ok(last + TimeDelta::hours(72)));
        assert_eq!(renew_emergency(term, last + second), Err(EmergencyIsOver));
        let ended = EmergencyTerm {
            ended_at: Some(now()),
            ..term
        };
        assert_eq!(ended.state(now()), EmergencyState::Over);
        assert_eq!(renew_emergency(ended, now()), Err(EmergencyIsOver));
    }

    #[test]
    fn fer_12_only_who_is_named_gets_only_what_is_named_while_it_lasts() {
        use EmergencyCover as C;
        let sheriff = "Maple County Sheriff";
        let name = [Category::Name];
        let later = now() + TimeDelta::hours(72);
        let scope = scope();
        for (emergency, recipient, categories, at, expected) in [
            (Some(&scope), sheriff, &name[..], now(), C::Covers),
            (None, sheriff, &name[..], now(), C::Missing),
            (Some(&scope), sheriff, &name[..], later, C::Over),
            (
                Some(&scope),
                "The Maple Herald",
                &name[..],
                now(),
                C::RecipientNotNamed,
            ),
            (
                Some(&scope),
                sheriff,
                &[Category::Name, Category::Work][..],
                now(),
                C::CategoryNotNamed(Category::Work),
            ),
        ] {
            let found = emergency_cover(emergency, recipient, categories, at);
            assert_eq!(found, expected, "{recipient}");
        }
    }
}

//! Whether a consent lets a child's data be processed (VPC-01).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::scope::ConsentScope;
use crate::{category::Category, ids::ConsentId, organizations::purpose::Purpose};

/// A consent, as far as it is in force at this instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Its id.
    pub id: ConsentId,
    /// From which instant on it covers anything.
    pub active_from: DateTime<Utc>,
    /// Its scopes that nobody took back.
    pub scopes: BTreeSet<ConsentScope>,
}

crate::text_enum! {
    /// Why no consent covers what is to be processed.
    pub enum MissingConsent {
        /// No consent is active, or it was given after the collection.
        NeedsConsent = "needs_consent",
        /// A consent is active, and does not cover this purpose or category.
        NotCovered = "not_covered",
    }
}

/// Under which consent data of these categories may be processed for a purpose that was collected at
/// an instant. A consent covers nothing that was collected before it.
pub fn may_process(
    consents: &[Consent],
    purpose: Purpose,
    categories: &[Category],
    collected_at: DateTime<Utc>,
) -> Result<ConsentId, MissingConsent> {
    let mut missing = MissingConsent::NeedsConsent;
    for consent in consents {
        if consent.active_from > collected_at || consent.scopes.is_empty() {
            continue;
        }
        let allowed = |category: &Category| {
            consent.scopes.iter().any(|scope| {
                scope.purposes().contains(&purpose) && scope.categories().contains(category)
            })
        };
        if categories.iter().all(allowed) {
            return Ok(consent.id);
        }
        missing = MissingConsent::NotCovered;
    }
    Err(missing)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;

    fn given() -> DateTime<Utc> {
        "2026-11-26T09:00:00Z".parse().unwrap()
    }

    fn consent(scopes: &[ConsentScope]) -> Consent {
        Consent {
            id: ConsentId::from_uuid(Uuid::from_u128(1)),
            active_from: given(),
            scopes: scopes.iter().copied().collect(),
        }
    }

    #[test]
    fn vpc_01_a_consent_covers_nothing_from_the_millisecond_before_it() {
        let consents = [consent(&[ConsentScope::AccountAndLearning])];
        let at = |at| may_process(&consents, Purpose::Learning, &[Category::Progress], at);
        assert_eq!(
            at(given() - TimeDelta::milliseconds(1)),
            Err(MissingConsent::NeedsConsent)
        );
        assert!(at(given()).is_ok());
        assert!(at(given() + TimeDelta::milliseconds(1)).is_ok());
    }

    #[test]
    fn vpc_01_a_category_that_was_not_named_is_not_covered() {
        let consents = [consent(&[ConsentScope::AccountAndLearning])];
        let verdict = may_process(
            &consents,
            Purpose::Learning,
            &[Category::Demographics],
            given(),
        );
        assert_eq!(verdict, Err(MissingConsent::NotCovered));
    }

    #[test]
    fn vpc_04_an_optional_scope_covers_its_own_purpose_and_no_other() {
        let consents = [consent(&[ConsentScope::Surveys])];
        let surveys = may_process(
            &consents,
            Purpose::Survey,
            &[Category::SurveyAnswer],
            given(),
        );
        assert!(surveys.is_ok());
        let learning = may_process(&consents, Purpose::Learning, &[Category::Progress], given());
        assert_eq!(learning, Err(MissingConsent::NotCovered));
    }

    #[test]
    fn vpc_07_a_consent_of_which_everything_was_taken_back_covers_nothing() {
        let verdict = may_process(
            &[consent(&[])],
            Purpose::Learning,
            &[Category::Progress],
            given(),
        );
        assert_eq!(verdict, Err(MissingConsent::NeedsConsent));
    }
}

//! Which countries' rules protect a person (AGE-07).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::digital_consent::dca;
use crate::{accounts::context::AccountContext, countries::Location, parameters::Row};

/// What is known of where a person is.
#[derive(Clone, Copy, Debug)]
pub struct LocationFacts<'a> {
    /// On whose behalf the account exists.
    pub context: AccountContext,
    /// Where the school is.
    pub school: Option<Location>,
    /// Where the person says that they live.
    pub declared: Option<Location>,
    /// Where the network of the requests of this session is. It only ever raises protection, so a
    /// later one that says otherwise takes nothing back.
    pub networks: &'a [Location],
}

/// The places whose rules hold for a person, all of them. Empty where nothing is known, which is the
/// most protective case of every rule.
pub fn resolve_country(facts: LocationFacts<'_>) -> BTreeSet<Location> {
    match facts.context {
        AccountContext::SchoolManaged => facts.school.into_iter().collect(),
        AccountContext::HomeManaged
        | AccountContext::SelfRegistered
        | AccountContext::Staff
        | AccountContext::Parent => match facts.declared {
            Some(declared) => facts.networks.iter().copied().chain([declared]).collect(),
            None => BTreeSet::new(),
        },
    }
}

/// The highest age of consent of all places whose rules hold (G-02).
pub fn highest_dca(places: &BTreeSet<Location>, date: NaiveDate) -> Row<u8> {
    places
        .iter()
        .map(|place| dca(Some(*place), date))
        .max_by_key(|row| row.value)
        .unwrap_or_else(|| dca(None, date))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::countries::Country;

    fn place(code: &str) -> Location {
        Location::country(Country::parse(code).unwrap())
    }

    fn age(facts: LocationFacts<'_>) -> u8 {
        highest_dca(&resolve_country(facts), "2026-11-21".parse().unwrap()).value
    }

    #[test]
    fn age_07_the_place_of_the_network_raises_protection_and_never_lowers_it() {
        fn declared(declared: Option<Location>, networks: &[Location]) -> LocationFacts<'_> {
            LocationFacts {
                context: AccountContext::HomeManaged,
                school: None,
                declared,
                networks,
            }
        }
        for (country, networks, years) in [
            ("SE", vec![], 13),
            ("SE", vec![place("DE")], 16),
            ("DE", vec![place("SE")], 16),
            // A traveller comes home within one session.
            ("SE", vec![place("DE"), place("SE")], 16),
        ] {
            assert_eq!(age(declared(Some(place(country)), &networks)), years);
        }
        assert_eq!(age(declared(None, &[place("SE")])), 16);
    }

    #[test]
    fn age_07_a_schools_student_has_the_rules_of_the_schools_country() {
        let facts = LocationFacts {
            context: AccountContext::SchoolManaged,
            school: Some(place("US")),
            declared: Some(place("DE")),
            networks: &[place("DE")],
        };
        assert_eq!(age(facts), 13);
        assert_eq!(
            age(LocationFacts {
                school: None,
                ..facts
            }),
            16
        );
    }
}

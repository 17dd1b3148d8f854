//! The bands of age that the rules tell apart (AGE-05).

use crate::parameters::ages::AgeParameters;

crate::text_enum! {
    /// A band of age, the youngest first.
    pub enum AgeBand {
        /// Below the age of COPPA.
        Child = "child",
        /// Not a child, but below the age at which a person consents alone where they live.
        TeenBelowDca = "teen_below_dca",
        /// Old enough to consent, and not an adult.
        Teen = "teen",
        /// An adult.
        Adult = "adult",
    }
}

crate::text_enum! {
    /// How a band is known.
    pub enum Certainty {
        /// By evidence.
        Known = "known",
        /// By nothing: an unknown age is a child's (G-06).
        Assumed = "assumed",
    }
}

/// A person's band, and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BandOfPerson {
    /// The band.
    pub band: AgeBand,
    /// How it is known.
    pub certainty: Certainty,
}

/// The band of an age in completed years, where a person consents alone from `dca` years on (AGE-05).
///
/// `dca` matters only where the basis is consent and the service is offered directly to the learner;
/// for a school's student it changes nothing.
pub fn age_band(age: Option<u8>, dca: u8, parameters: &AgeParameters) -> BandOfPerson {
    let Some(age) = age else {
        return BandOfPerson {
            band: AgeBand::Child,
            certainty: Certainty::Assumed,
        };
    };
    let child_under = parameters.child_under.value;
    let band = if age < child_under {
        AgeBand::Child
    } else if age >= parameters.adult.value {
        AgeBand::Adult
    } else if age < child_under.max(dca) {
        AgeBand::TeenBelowDca
    } else {
        AgeBand::Teen
    };
    BandOfPerson {
        band,
        certainty: Certainty::Known,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> AgeParameters {
        AgeParameters::at("2026-11-21".parse().unwrap())
    }

    #[test]
    fn age_05_a_band_depends_on_the_age_and_on_where_a_person_consents_alone() {
        for (age, dca, band) in [
            (12, 13, AgeBand::Child),
            (13, 13, AgeBand::Teen),
            (15, 16, AgeBand::TeenBelowDca),
            (16, 16, AgeBand::Teen),
            (14, 15, AgeBand::TeenBelowDca),
            (17, 18, AgeBand::TeenBelowDca),
            (12, 12, AgeBand::Child),
            (17, 13, AgeBand::Teen),
            (18, 18, AgeBand::Adult),
        ] {
            let known = BandOfPerson {
                band,
                certainty: Certainty::Known,
            };
            assert_eq!(
                age_band(Some(age), dca, &parameters()),
                known,
                "{age}, {dca}"
            );
        }
    }

    #[test]
    fn age_05_an_unknown_age_is_assumed_to_be_a_childs() {
        let assumed = age_band(None, 13, &parameters());
        assert_eq!(assumed.band, AgeBand::Child);
        assert_eq!(assumed.certainty, Certainty::Assumed);
    }

    #[test]
    fn age_05_a_law_that_raises_the_age_of_a_child_changes_no_code() {
        let mut raised = parameters();
        raised.child_under.value = 14;
        assert_eq!(age_band(Some(13), 13, &raised).band, AgeBand::Child);
        assert_eq!(age_band(Some(14), 13, &raised).band, AgeBand::Teen);
    }
}

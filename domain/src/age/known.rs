//! What is known of a person's age on a day, and what it decides (AGE-03, AGE-04, AGE-05).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    band::{AgeBand, BandOfPerson, Certainty, age_band},
    conflict::{AgeClaim, AgeSource, says_something},
    evidence::{DobEvidence, youngest_age, youngest_possible_dob},
    location::highest_dca,
};
use crate::{
    accounts::context::AccountContext,
    classes::grade_level::GradeLevel,
    countries::Location,
    parameters::{ages::AgeParameters, choices::HIGHEST_AGE},
};

/// The ages of the law for a person on a day.
#[derive(Clone, Copy, Debug)]
pub struct AgeDay {
    /// The legal day (AGE-02).
    pub today: NaiveDate,
    /// From which age on the person consents alone.
    pub dca: u8,
    /// The other ages.
    pub parameters: AgeParameters,
}

impl AgeDay {
    /// The ages for a person in a context where the rules of these places hold. The age at which a
    /// person consents alone matters where consent is the basis; at school it changes nothing.
    pub fn of(context: AccountContext, places: &BTreeSet<Location>, today: NaiveDate) -> Self {
        let parameters = AgeParameters::at(today);
        let dca = match context {
            AccountContext::HomeManaged | AccountContext::SelfRegistered => {
                highest_dca(places, today).value
            }
            AccountContext::SchoolManaged | AccountContext::Staff | AccountContext::Parent => {
                parameters.child_under.value
            }
        };
        Self {
            today,
            dca,
            parameters,
        }
    }

    /// Evidence, with the band that it means on this day.
    pub fn claim(&self, source: AgeSource, evidence: DobEvidence) -> AgeClaim {
        AgeClaim {
            source,
            evidence,
            band: self.band(evidence).band,
        }
    }

    fn band(&self, evidence: DobEvidence) -> BandOfPerson {
        let age = youngest_age(evidence, self.today, HIGHEST_AGE.default);
        age_band(age, self.dca, &self.parameters)
    }
}

/// The evidence that counts where none was stated: a grade level that speaks for a child, on the word
/// of who keeps it, or nothing.
pub fn unstated(grade: Option<(AgeSource, GradeLevel)>) -> (AgeSource, DobEvidence) {
    match grade {
        Some((source, grade)) if says_something(DobEvidence::Grade(grade)) => {
            (source, DobEvidence::Grade(grade))
        }
        Some(_) | None => (AgeSource::SelfDeclared, DobEvidence::Unknown),
    }
}

/// The evidence of a person's age that is held.
#[derive(Clone, Debug)]
pub struct KnownAge {
    /// That which is kept.
    pub current: (AgeSource, DobEvidence),
    /// That which contradicts it and waits for a decision.
    pub contested: Vec<(AgeSource, DobEvidence)>,
}

impl KnownAge {
    /// The youngest date of birth that all evidence allows, if each piece sets one.
    pub fn dob(&self) -> Option<NaiveDate> {
        let dates: Option<Vec<NaiveDate>> = self
            .all()
            .map(|(_, evidence)| youngest_possible_dob(evidence))
            .collect();
        dates?.into_iter().max()
    }

    /// The same, by which a person decides alone: none while the word that is kept proves nobody older
    /// than a child.
    pub fn proven_dob(&self) -> Option<NaiveDate> {
        let (source, _) = self.current;
        self.dob()
            .filter(|_| source.proves(AgeBand::Adult) != AgeBand::Child)
    }

    /// The band on a day: the youngest that any of the evidence means.
    pub fn band(&self, day: &AgeDay) -> BandOfPerson {
        let means_something = |(_, evidence): (AgeSource, DobEvidence)| says_something(evidence);
        let youngest = self.all().map(|(_, evidence)| day.band(evidence).band);
        BandOfPerson {
            band: youngest
                .min()
                .unwrap_or(day.band(DobEvidence::Unknown).band),
            certainty: if self.all().any(means_something) {
                Certainty::Known
            } else {
                Certainty::Assumed
            },
        }
    }

    /// The band that decides where protection ends and rights pass: what the evidence means, as far as the word
    /// that is kept proves it. What contradicts it may lower it further.
    pub fn proven_band(&self, day: &AgeDay) -> AgeBand {
        let (source, _) = self.current;
        source.proves(self.band(day).band)
    }

    fn all(&self) -> impl Iterator<Item = (AgeSource, DobEvidence)> {
        let contested = self.contested.iter().copied();
        std::iter::once(self.current).chain(contested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::countries::Country;

    fn known(current: &str, contested: &[&str]) -> KnownAge {
        let read = |text: &str| DobEvidence::read(text).unwrap();
        KnownAge {
            current: (AgeSource::SchoolRoster, read(current)),
            contested: contested
                .iter()
                .map(|text| (AgeSource::TeacherStatement, read(text)))
                .collect(),
        }
    }

    fn day(context: AccountContext) -> AgeDay {
        let germany = Location::country(Country::parse("DE").unwrap());
        AgeDay::of(context, &[germany].into(), "2026-11-21".parse().unwrap())
    }

    #[test]
    fn age_04_while_evidence_is_contested_the_younger_counts() {
        let day = day(AccountContext::SchoolManaged);
        let alone = known("2010", &[]);
        assert_eq!(alone.band(&day).band, AgeBand::Teen);
        let contested = known("2010", &["2014-03"]);
        assert_eq!(contested.band(&day).band, AgeBand::Child);
        assert_eq!(contested.dob(), "2014-03-31".parse().ok());
    }

    #[test]
    fn age_14_evidence_counts_as_far_as_its_word_proves_it() {
        let day = day(AccountContext::SchoolManaged);
        for (source, born, contested, expected) in [
            (AgeSource::PlatformSignal, "2008-03", None, AgeBand::Child),
            (AgeSource::TeacherStatement, "2008-03", None, AgeBand::Teen),
            (AgeSource::SchoolRoster, "2008-03", None, AgeBand::Adult),
            // What a device says against a record lowers it, as far as it says.
            (
                AgeSource::SchoolRoster,
                "2008-03",
                Some("2011"),
                AgeBand::Teen,
            ),
            (
                AgeSource::SchoolRoster,
                "2008-03",
                Some("2014"),
                AgeBand::Child,
            ),
        ] {
            let read = |text: &str| DobEvidence::read(text).unwrap();
            let known = KnownAge {
                current: (source, read(born)),
                contested: contested
                    .into_iter()
                    .map(|text| (AgeSource::PlatformSignal, read(text)))
                    .collect(),
            };
            assert_eq!(
                known.proven_band(&day),
                expected,
                "{source:?} {contested:?}"
            );
            let is_dated = source != AgeSource::PlatformSignal;
            assert_eq!(known.proven_dob().is_some(), is_dated, "{source:?}");
        }
    }

    #[test]
    fn age_05_where_a_person_consents_alone_counts_at_home_and_not_at_school() {
        let teen = known("2011", &[]);
        let at_home = teen.band(&day(AccountContext::HomeManaged));
        assert_eq!(at_home.band, AgeBand::TeenBelowDca);
        let at_school = teen.band(&day(AccountContext::SchoolManaged));
        assert_eq!(at_school.band, AgeBand::Teen);
    }

    #[test]
    fn age_04_a_low_grade_is_evidence_of_a_child_and_a_high_one_of_nothing() {
        let day = day(AccountContext::SchoolManaged);
        for (grade, certainty) in [
            (GradeLevel::Third, Certainty::Known),
            (GradeLevel::Twelfth, Certainty::Assumed),
        ] {
            let known = KnownAge {
                current: unstated(Some((AgeSource::SchoolRoster, grade))),
                contested: Vec::new(),
            };
            let band = known.band(&day);
            assert_eq!((band.band, band.certainty), (AgeBand::Child, certainty));
            assert_eq!(known.dob(), None);
        }
    }
}

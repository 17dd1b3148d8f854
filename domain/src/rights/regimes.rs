//! Which laws and promises set a clock for a request (§0.6, RTS-01).

use std::collections::BTreeSet;

use super::RequestContext;
use crate::{countries::Country, organizations::checklist::PartyState};

/// The European Economic Area.
const EEA: &str = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO \
    SE SI SK";

crate::text_enum! {
    /// A law or a promise that sets a clock.
    pub enum Regime {
        /// GDPR Art. 12(3): a month, and two more with notice.
        Gdpr = "gdpr",
        /// UK GDPR Art. 12(3), 12A: a month, and two more with notice; stops while something is asked.
        UkGdpr = "uk_gdpr",
        /// CCPA, 11 CCR 7021: ten business days to acknowledge, 45 days to answer, 45 more with notice.
        Ccpa = "ccpa",
        /// FERPA, 34 CFR 99.10(b): 45 days.
        Ferpa = "ferpa",
        /// California, Educ. Code 49069.7: five business days to inspect a record.
        CaliforniaRecords = "california_records",
        /// Illinois, 105 ILCS 10/5: ten business days to inspect a record.
        IllinoisRecords = "illinois_records",
        /// Minnesota, Stat. 13.04: ten business days to inspect a record.
        MinnesotaRecords = "minnesota_records",
        /// COPPA, 16 CFR 312.6: without a number; 30 days.
        Coppa = "coppa",
        /// The school's agreement: 30 days to the district.
        Agreement = "agreement",
        /// What the privacy policy promises: three business days to acknowledge, 30 days to answer.
        Policy = "policy",
    }
}

/// Whether a record of a school is to be inspected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inspection {
    /// It is, at a school of this state; of a state that is not known, or whose law Hallpass has no list
    /// of, where there is none.
    In(Option<PartyState>),
    /// Something else is asked for.
    No,
}

/// What decides which clocks run.
#[derive(Clone, Copy, Debug)]
pub struct RegimeFacts {
    /// Whether a record is to be inspected, and where.
    pub inspection: Inspection,
    /// Whose data it is.
    pub context: RequestContext,
    /// Whether it was collected from a child.
    pub collected_from_child: bool,
    /// Where the person lives, if that is known.
    pub country: Option<Country>,
}

/// Whether a country belongs to the European Economic Area.
pub fn is_in_eea(country: Country) -> bool {
    EEA.split_ascii_whitespace()
        .any(|member| member == country.code())
}

/// The regimes whose clocks run, all of them. Where a country is not known, those of every place do
/// (G-06).
pub fn regimes(facts: &RegimeFacts) -> BTreeSet<Regime> {
    let at_school = facts.context == RequestContext::School;
    let is_code = |code: &str| facts.country.is_none_or(|country| country.code() == code);
    let inspected = |state: Option<PartyState>| {
        let in_state = match facts.inspection {
            Inspection::No => false,
            Inspection::In(None) => true,
            Inspection::In(known) => known == state && state.is_some(),
        };
        in_state && at_school && is_code("US")
    };
    let running = [
        (Regime::Policy, true),
        (Regime::Gdpr, facts.country.is_none_or(is_in_eea)),
        (Regime::UkGdpr, is_code("GB")),
        // A school's data is the school's to answer for; whether a person lives in California is not
        // known.
        (Regime::Ccpa, !at_school && is_code("US")),
        (Regime::Ferpa, at_school && is_code("US")),
        (
            Regime::CaliforniaRecords,
            inspected(Some(PartyState::California)),
        ),
        (
            Regime::IllinoisRecords,
            inspected(Some(PartyState::Illinois)),
        ),
        (Regime::MinnesotaRecords, inspected(None)),
        (Regime::Agreement, at_school),
        (Regime::Coppa, facts.collected_from_child),
    ];
    running
        .into_iter()
        .filter_map(|(regime, runs)| runs.then_some(regime))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(context: RequestContext, child: bool, country: Option<&str>) -> Vec<Regime> {
        let facts = RegimeFacts {
            inspection: Inspection::No,
            context,
            collected_from_child: child,
            country: country.map(|code| Country::parse(code).unwrap()),
        };
        regimes(&facts).into_iter().collect()
    }

    #[test]
    fn rts_01_a_child_of_los_angeles_a_teacher_of_new_york_and_a_teenager_of_berlin() {
        use Regime as R;
        let child = of(RequestContext::School, true, Some("US"));
        assert_eq!(child, [R::Ferpa, R::Coppa, R::Agreement, R::Policy]);
        let teacher = of(RequestContext::OwnAccount, false, Some("US"));
        assert_eq!(teacher, [R::Ccpa, R::Policy]);
        let teenager = of(RequestContext::Home, false, Some("DE"));
        assert_eq!(teenager, [R::Gdpr, R::Policy]);
        let british = of(RequestContext::Home, true, Some("GB"));
        assert_eq!(british, [R::UkGdpr, R::Coppa, R::Policy]);
    }

    #[test]
    fn fer_10_the_clock_of_the_schools_state_runs_and_where_none_is_known_that_of_each() {
        use Regime as R;
        let inspected = |state, context| {
            let facts = RegimeFacts {
                inspection: Inspection::In(state),
                context,
                collected_from_child: false,
                country: Some(Country::parse("US").unwrap()),
            };
            regimes(&facts).into_iter().collect::<Vec<_>>()
        };
        let at_school = |state| inspected(state, RequestContext::School);
        let always = [R::Ferpa, R::Agreement, R::Policy];
        let with = |clock| vec![R::Ferpa, clock, R::Agreement, R::Policy];
        assert_eq!(
            at_school(Some(PartyState::California)),
            with(R::CaliforniaRecords)
        );
        assert_eq!(
            at_school(Some(PartyState::Illinois)),
            with(R::IllinoisRecords)
        );
        assert_eq!(at_school(Some(PartyState::NewYork)), always);
        assert_eq!(at_school(None).len(), 6);
        let at_home = inspected(None, RequestContext::Home);
        assert!(!at_home.contains(&R::CaliforniaRecords));
    }

    #[test]
    fn rts_01_where_nothing_is_known_every_clock_runs_that_can() {
        assert_eq!(of(RequestContext::School, true, None).len(), 6);
        assert_eq!(of(RequestContext::Home, true, None).len(), 5);
    }
}

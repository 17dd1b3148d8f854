//! The ages that laws set. A law that moves one is a new row.

use chrono::NaiveDate;

use super::{Parameter, Row, day};

/// Below this age a person is a child whose data is collected with consent only.
pub const COPPA_CHILD_UNDER: Parameter<u8> = Parameter {
    name: "COPPA_CHILD_UNDER",
    first: Row {
        value: 13,
        effective_from: day(2000, 4, 21),
        citation: "16 CFR 312.2, \"child\"",
    },
    later: &[],
};

/// Below this age data is never sold without the person's own opt-in. Hallpass sells none at any age.
pub const CCPA_SALE_OPT_IN: Parameter<u8> = Parameter {
    name: "CCPA_SALE_OPT_IN",
    first: Row {
        value: 16,
        effective_from: day(2020, 1, 1),
        citation: "Cal. Civ. Code 1798.120(c)",
    },
    later: &[],
};

/// From this age on a person is an adult, and the rights over education records are theirs.
pub const ADULT: Parameter<u8> = Parameter {
    name: "ADULT",
    first: Row {
        value: 18,
        effective_from: day(1974, 11, 19),
        citation: "34 CFR 99.3, 99.5",
    },
    later: &[],
};

/// The age of digital consent where a country has set none of its own.
pub const GDPR_DCA_DEFAULT: Parameter<u8> = Parameter {
    name: "GDPR_DCA_DEFAULT",
    first: Row {
        value: 16,
        effective_from: day(2018, 5, 25),
        citation: "GDPR Art. 8(1)",
    },
    later: &[],
};

/// The ages of the law on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeParameters {
    /// [`COPPA_CHILD_UNDER`].
    pub child_under: Row<u8>,
    /// [`CCPA_SALE_OPT_IN`].
    pub sale_opt_in: Row<u8>,
    /// [`ADULT`].
    pub adult: Row<u8>,
}

impl AgeParameters {
    /// The rows that hold on a day.
    pub fn at(date: NaiveDate) -> Self {
        Self {
            child_under: COPPA_CHILD_UNDER.at(date),
            sale_opt_in: CCPA_SALE_OPT_IN.at(date),
            adult: ADULT.at(date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_03_the_ages_of_2026_are_those_of_the_law() {
        let today = AgeParameters::at(day(2026, 11, 21));
        let ages = [today.child_under, today.sale_opt_in, today.adult].map(|row| row.value);
        assert_eq!(ages, [13, 16, 18]);
        assert_eq!(GDPR_DCA_DEFAULT.at(day(2026, 11, 21)).value, 16);
    }
}

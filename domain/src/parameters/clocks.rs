//! The clocks that laws set for requests about one's data (RTS-01). A law that moves one is a new row.

use chrono::{Days, Months, NaiveDate};

use super::{Parameter, Row, day};

/// Within how many business days a request is acknowledged.
pub const CCPA_ACK: Parameter<u8> = Parameter {
    name: "CCPA_ACK",
    first: Row {
        value: 10,
        effective_from: day(2020, 8, 14),
        citation: "11 CCR 7021(a)",
    },
    later: &[],
};

/// Within how many days it is answered, of which the day of receipt is the first.
pub const CCPA_RESP: Parameter<Days> = Parameter {
    name: "CCPA_RESP",
    first: Row {
        value: Days::new(45),
        effective_from: day(2020, 8, 14),
        citation: "11 CCR 7021(b)",
    },
    later: &[],
};

/// How many days more there are with notice.
pub const CCPA_EXT: Parameter<Days> = Parameter {
    name: "CCPA_EXT",
    first: Row {
        value: Days::new(45),
        effective_from: day(2020, 8, 14),
        citation: "11 CCR 7021(b)",
    },
    later: &[],
};

/// Within how many days a school lets a record be inspected.
pub const INSPECT_DAYS_FERPA: Parameter<Days> = Parameter {
    name: "INSPECT_DAYS_FERPA",
    first: Row {
        value: Days::new(45),
        effective_from: day(1988, 5, 12),
        citation: "34 CFR 99.10(b)",
    },
    later: &[],
};

/// For how long the annual notice of a school holds.
pub const ANNUAL_NOTICE: Parameter<Months> = Parameter {
    name: "ANNUAL_NOTICE",
    first: Row {
        value: Months::new(12),
        effective_from: day(1988, 5, 12),
        citation: "34 CFR 99.7(a)(1)",
    },
    later: &[],
};

/// Within how many business days a school in California does.
pub const INSPECT_DAYS_CA: Parameter<u8> = Parameter {
    name: "INSPECT_DAYS_CA",
    first: Row {
        value: 5,
        effective_from: day(2010, 1, 1),
        citation: "Cal. Educ. Code 49069.7",
    },
    later: &[],
};

/// Within how many business days a school in Illinois does.
pub const INSPECT_DAYS_IL: Parameter<u8> = Parameter {
    name: "INSPECT_DAYS_IL",
    first: Row {
        value: 10,
        effective_from: day(2020, 1, 1),
        citation: "105 ILCS 10/5(c)",
    },
    later: &[],
};

/// Within how many business days a school in Minnesota does.
pub const INSPECT_DAYS_MN: Parameter<u8> = Parameter {
    name: "INSPECT_DAYS_MN",
    first: Row {
        value: 10,
        effective_from: day(1979, 1, 1),
        citation: "Minn. Stat. 13.04 subd. 3",
    },
    later: &[],
};

/// Within what time a request is answered.
pub const DSAR_GDPR: Parameter<Months> = Parameter {
    name: "DSAR_GDPR",
    first: Row {
        value: Months::new(1),
        effective_from: day(2018, 5, 25),
        citation: "GDPR Art. 12(3)",
    },
    later: &[],
};

/// Within what time, counted from the receipt, one is answered that takes longer, with notice.
pub const DSAR_GDPR_EXTENDED: Parameter<Months> = Parameter {
    name: "DSAR_GDPR_EXTENDED",
    first: Row {
        value: Months::new(3),
        effective_from: day(2018, 5, 25),
        citation: "GDPR Art. 12(3): a month, and two further months",
    },
    later: &[],
};

/// The clocks of the law on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockParameters {
    /// [`CCPA_ACK`].
    pub ccpa_acknowledge: Row<u8>,
    /// [`CCPA_RESP`].
    pub ccpa_answer: Row<Days>,
    /// [`CCPA_EXT`].
    pub ccpa_extension: Row<Days>,
    /// [`INSPECT_DAYS_FERPA`].
    pub ferpa_answer: Row<Days>,
    /// [`INSPECT_DAYS_CA`].
    pub inspection_california: Row<u8>,
    /// [`INSPECT_DAYS_IL`].
    pub inspection_illinois: Row<u8>,
    /// [`INSPECT_DAYS_MN`].
    pub inspection_minnesota: Row<u8>,
    /// [`DSAR_GDPR`].
    pub gdpr_answer: Row<Months>,
    /// [`DSAR_GDPR_EXTENDED`].
    pub gdpr_extended: Row<Months>,
}

impl ClockParameters {
    /// The rows that hold on a day.
    pub fn at(date: NaiveDate) -> Self {
        Self {
            ccpa_acknowledge: CCPA_ACK.at(date),
            ccpa_answer: CCPA_RESP.at(date),
            ccpa_extension: CCPA_EXT.at(date),
            ferpa_answer: INSPECT_DAYS_FERPA.at(date),
            inspection_california: INSPECT_DAYS_CA.at(date),
            inspection_illinois: INSPECT_DAYS_IL.at(date),
            inspection_minnesota: INSPECT_DAYS_MN.at(date),
            gdpr_answer: DSAR_GDPR.at(date),
            gdpr_extended: DSAR_GDPR_EXTENDED.at(date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_03_the_clocks_of_2026_are_those_of_the_law() {
        let today = ClockParameters::at(day(2026, 11, 21));
        assert_eq!(today.ccpa_acknowledge.value, 10);
        assert_eq!(today.ccpa_answer.value, Days::new(45));
        assert_eq!(today.ccpa_extension.value, Days::new(45));
        assert_eq!(today.ferpa_answer.value, Days::new(45));
        assert_eq!(today.gdpr_answer.value, Months::new(1));
        assert_eq!(today.gdpr_extended.value, Months::new(3));
    }
}

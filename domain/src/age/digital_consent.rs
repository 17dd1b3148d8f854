//! The age at which a person consents alone, by country and day (AGE-06).
//!
//! The table of the European Economic Area is the law of each country under Art. 8(1) GDPR. The rows
//! outside of it must be read again before the service is offered there.

use chrono::NaiveDate;

use crate::{
    countries::{Location, Region},
    parameters::{Row, ages::GDPR_DCA_DEFAULT},
};

/// The day from which the GDPR applies.
const GDPR: (i32, u32, u32) = (2018, 5, 25);

/// One country's ages, the earliest first: from which day, how many years, by which law.
type Ages = &'static [((i32, u32, u32), u8, &'static str)];

/// The countries that have an age of their own.
const TABLE: &[(&str, Ages)] = &[
    ("AT", &[(GDPR, 14, "DSG § 4(4)")]),
    ("AU", &[(GDPR, 15, "OAIC guidance on children's consent")]),
    ("BE", &[(GDPR, 13, "Act of 30 July 2018, Art. 7")]),
    (
        "BG",
        &[(GDPR, 14, "Personal Data Protection Act, Art. 25c")],
    ),
    ("BR", &[((2020, 9, 18), 12, "LGPD Art. 14 and ECA Art. 2")]),
    ("CH", &[(GDPR, 16, "no statutory age: as Art. 8(1) GDPR")]),
    ("CN", &[((2021, 11, 1), 14, "PIPL Art. 31")]),
    ("CY", &[(GDPR, 14, "Law 125(I)/2018, s. 8")]),
    ("CZ", &[(GDPR, 15, "Act 110/2019, § 7")]),
    ("DE", &[(GDPR, 16, "GDPR Art. 8(1)")]),
    (
        "DK",
        &[
            (GDPR, 13, "Databeskyttelsesloven § 6(2)"),
            ((2024, 1, 1), 15, "LOV nr 1783 of 2023"),
        ],
    ),
    ("EE", &[(GDPR, 13, "Isikuandmete kaitse seadus § 8")]),
    ("ES", &[(GDPR, 14, "LOPDGDD Art. 7")]),
    ("FI", &[(GDPR, 13, "Tietosuojalaki 1050/2018, § 5")]),
    ("FR", &[(GDPR, 15, "Loi Informatique et Libertés, Art. 45")]),
    ("GB", &[(GDPR, 13, "UK GDPR Art. 8(1), DPA 2018 s. 9")]),
    ("GR", &[(GDPR, 15, "Law 4624/2019, Art. 21")]),
    ("HR", &[(GDPR, 16, "GDPR implementation act, Art. 19")]),
    ("HU", &[(GDPR, 16, "GDPR Art. 8(1)")]),
    ("IE", &[(GDPR, 16, "Data Protection Act 2018, s. 31")]),
    ("IN", &[((2023, 8, 11), 18, "DPDP Act 2023, s. 9")]),
    ("IS", &[(GDPR, 13, "Act 90/2018, Art. 10")]),
    ("IT", &[(GDPR, 14, "Codice privacy, Art. 2-quinquies")]),
    ("JP", &[(GDPR, 16, "no statutory age: as Art. 8(1) GDPR")]),
    ("KR", &[(GDPR, 14, "PIPA Art. 22-2")]),
    ("LI", &[(GDPR, 16, "GDPR Art. 8(1)")]),
    ("LT", &[(GDPR, 14, "ADTAĮ Art. 6")]),
    ("LU", &[(GDPR, 16, "GDPR Art. 8(1)")]),
    (
        "LV",
        &[(GDPR, 13, "Fizisko personu datu apstrādes likums, s. 33")],
    ),
    ("MT", &[(GDPR, 13, "S.L. 586.11")]),
    ("NL", &[(GDPR, 16, "UAVG Art. 5")]),
    ("NO", &[(GDPR, 13, "Personopplysningsloven § 5")]),
    ("PL", &[(GDPR, 16, "GDPR Art. 8(1)")]),
    ("PT", &[(GDPR, 13, "Lei 58/2019, Art. 16")]),
    ("RO", &[(GDPR, 16, "GDPR Art. 8(1)")]),
    ("SE", &[(GDPR, 13, "Lag 2018:218, 2 kap. 4 §")]),
    ("SI", &[(GDPR, 15, "ZVOP-2 Art. 8")]),
    ("SK", &[(GDPR, 16, "Act 18/2018, § 15")]),
    ("US", &[((2000, 4, 21), 13, "16 CFR 312.2")]),
];

/// Canada without Québec; and Québec, which is assumed where the province is unknown (G-06).
const CANADA: Ages = &[(GDPR, 13, "OPC guidelines for meaningful consent")];
const QUEBEC: Ages = &[(
    GDPR,
    14,
    "Act respecting the protection of personal information, s. 4.1",
)];

/// The age at which a person consents alone at a place on a day, with the law that says so (AGE-06).
/// Where the country is unknown or has no row it is that of the GDPR.
pub fn dca(place: Option<Location>, date: NaiveDate) -> Row<u8> {
    let unlisted = GDPR_DCA_DEFAULT.at(date);
    let Some(place) = place else {
        return unlisted;
    };
    let ages = match (place.country.code(), place.region) {
        ("CA", Some(Region::OtherProvince)) => CANADA,
        ("CA", _) => QUEBEC,
        (code, _) => TABLE
            .iter()
            .find(|(listed, _)| *listed == code)
            .map_or(&[][..], |(_, ages)| ages),
    };
    let rows = || {
        ages.iter()
            .filter_map(|((year, month, day), value, citation)| {
                Some(Row {
                    value: *value,
                    effective_from: NaiveDate::from_ymd_opt(*year, *month, *day)?,
                    citation,
                })
            })
    };
    rows()
        .rfind(|row| row.effective_from <= date)
        .or_else(|| rows().next())
        .unwrap_or(unlisted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::countries::Country;

    fn age(code: &str, date: &str) -> u8 {
        let country = Country::parse(code).unwrap();
        dca(Some(Location::country(country)), date.parse().unwrap()).value
    }

    #[test]
    fn age_06_every_country_has_the_age_of_its_law() {
        for (years, countries) in [
            (12, "BR"),
            (13, "BE EE FI IS LV MT NO PT SE GB UK US"),
            (14, "AT BG CY ES IT LT KR CN CA"),
            (15, "CZ DK FR GR EL SI AU"),
            (16, "DE HR HU IE LI LU NL PL RO SK CH JP MX ZA"),
            (18, "IN"),
        ] {
            for code in countries.split(' ') {
                assert_eq!(age(code, "2026-11-21"), years, "{code}");
            }
        }
    }

    #[test]
    fn age_06_a_law_that_changes_holds_from_its_day_on() {
        assert_eq!(age("DK", "2023-12-31"), 13);
        assert_eq!(age("DK", "2024-01-01"), 15);
        assert_eq!(age("DK", "2017-01-01"), 13);
    }

    #[test]
    fn age_06_an_unknown_country_has_the_age_of_the_gdpr() {
        let row = dca(None, "2026-11-21".parse().unwrap());
        assert_eq!((row.value, row.citation), (16, "GDPR Art. 8(1)"));
    }

    #[test]
    fn age_06_canada_outside_of_quebec_has_the_federal_age() {
        let canada = |region| {
            let country = Country::parse("CA").unwrap();
            dca(
                Some(Location { country, region }),
                "2026-11-21".parse().unwrap(),
            )
            .value
        };
        assert_eq!(canada(Some(Region::OtherProvince)), 13);
        assert_eq!(canada(Some(Region::Quebec)), 14);
        assert_eq!(canada(None), 14);
    }

    #[test]
    fn age_06_every_row_names_a_law_and_a_day_of_the_calendar() {
        for (code, ages) in TABLE {
            assert!(Country::parse(code).is_ok_and(|country| country.westernmost_zone().is_some()));
            for ((year, month, day), _, citation) in *ages {
                assert!(NaiveDate::from_ymd_opt(*year, *month, *day).is_some());
                assert!(!citation.is_empty(), "{code}");
            }
        }
    }
}

//! Countries, and where in one a person or a school is (ISO 3166).

use std::fmt;

use chrono_tz::Tz;
use thiserror::Error;

/// Every code that ISO 3166-1 assigns (alpha-2).
const ASSIGNED: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ \
    BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE \
    DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR \
    GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP \
    KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT \
    MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG \
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A country, by its code of ISO 3166-1 alpha-2.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country(&'static str);

/// The text is no code of ISO 3166-1 alpha-2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a country code of ISO 3166-1 alpha-2")]
pub struct UnknownCountry;

impl Country {
    /// Reads a code. `UK` and `EL`, which the European Union writes, mean `GB` and `GR`.
    pub fn parse(code: &str) -> Result<Self, UnknownCountry> {
        let code = match code {
            "UK" => "GB",
            "EL" => "GR",
            other => other,
        };
        ASSIGNED
            .split_ascii_whitespace()
            .find(|assigned| *assigned == code)
            .map(Self)
            .ok_or(UnknownCountry)
    }

    /// The code.
    pub const fn code(self) -> &'static str {
        self.0
    }

    /// The zone of the country where a day ends last, for the countries that the rules name.
    pub fn westernmost_zone(self) -> Option<Tz> {
        Some(match self.0 {
            "AT" => Tz::Europe__Vienna,
            "AU" => Tz::Australia__Perth,
            "BE" => Tz::Europe__Brussels,
            "BG" => Tz::Europe__Sofia,
            "BR" => Tz::America__Rio_Branco,
            "CA" => Tz::America__Vancouver,
            "CH" | "LI" => Tz::Europe__Zurich,
            "CN" => Tz::Asia__Urumqi,
            "CY" => Tz::Asia__Nicosia,
            "CZ" => Tz::Europe__Prague,
            "DE" => Tz::Europe__Berlin,
            "DK" => Tz::Europe__Copenhagen,
            "EE" => Tz::Europe__Tallinn,
            "ES" => Tz::Atlantic__Canary,
            "FI" => Tz::Europe__Helsinki,
            "FR" => Tz::Europe__Paris,
            "GB" => Tz::Europe__London,
            "GR" => Tz::Europe__Athens,
            "HR" => Tz::Europe__Zagreb,
            "HU" => Tz::Europe__Budapest,
            "IE" => Tz::Europe__Dublin,
            "IN" => Tz::Asia__Kolkata,
            "IS" => Tz::Atlantic__Reykjavik,
            "IT" => Tz::Europe__Rome,
            "JP" => Tz::Asia__Tokyo,
            "KR" => Tz::Asia__Seoul,
            "LT" => Tz::Europe__Vilnius,
            "LU" => Tz::Europe__Luxembourg,
            "LV" => Tz::Europe__Riga,
            "MT" => Tz::Europe__Malta,
            "NL" => Tz::Europe__Amsterdam,
            "NO" => Tz::Europe__Oslo,
            "PL" => Tz::Europe__Warsaw,
            "PT" => Tz::Atlantic__Azores,
            "RO" => Tz::Europe__Bucharest,
            "SE" => Tz::Europe__Stockholm,
            "SI" => Tz::Europe__Ljubljana,
            "SK" => Tz::Europe__Bratislava,
            "US" => Tz::Pacific__Honolulu,
            _ => return None,
        })
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

crate::text_enum! {
    /// A part of a country whose law differs from the country's (ISO 3166-2).
    pub enum Region {
        /// California.
        California = "US-CA",
        /// New York.
        NewYork = "US-NY",
        /// Illinois.
        Illinois = "US-IL",
        /// Any other state of the United States.
        OtherState = "US",
        /// Québec.
        Quebec = "CA-QC",
        /// Any other province or territory of Canada.
        OtherProvince = "CA",
    }
}

/// Where a person lives or a school is, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Location {
    /// The country.
    pub country: Country,
    /// The part of it, where the law there differs and it is known.
    pub region: Option<Region>,
}

impl Location {
    /// A country, without a part of it.
    pub const fn country(country: Country) -> Self {
        Self {
            country,
            region: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_read_by_its_assigned_code_and_by_two_aliases() {
        assert_eq!(ASSIGNED.split_ascii_whitespace().count(), 249);
        for (text, code) in [("DE", "DE"), ("UK", "GB"), ("GB", "GB"), ("EL", "GR")] {
            assert_eq!(Country::parse(text).map(Country::code), Ok(code));
        }
        for text in ["", "de", "XX", "EU", "DEU", "A", "AD AE"] {
            assert_eq!(Country::parse(text), Err(UnknownCountry), "{text}");
        }
    }
}

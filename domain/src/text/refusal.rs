//! Why a text does not fit its field.

use thiserror::Error;

/// Why a text does not fit its field. The messages say what the field takes, never what came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextRefusal {
    /// Fewer characters than this.
    #[error("must have at least {0} characters")]
    TooShort(usize),
    /// More characters than this.
    #[error("must have at most {0} characters")]
    TooLong(usize),
    /// A line break or control character, a sign that is not seen, one that changes the direction of
    /// writing (Unicode UAX 9), or a space at an end.
    #[error("must be one line without spaces around it and without invisible characters")]
    NotALine,
    /// It holds an address of the web or of mail.
    #[error("must not contain a web or e-mail address")]
    Address,
    /// It is no short name of an address.
    #[error("must be lower-case letters and digits, with single hyphens between them")]
    NotASlug,
    /// It is no domain of the domain name system.
    #[error("is not a domain in lower case, such as maple.example.edu")]
    NotADomain,
    /// It is no e-mail address.
    #[error("is not an e-mail address")]
    NotAnEmailAddress,
    /// It is no code of ISO 3166-1.
    #[error("is not a country code of ISO 3166-1, two capital letters")]
    NotACountry,
    /// It is neither a year nor a month of a year.
    #[error("is neither a year, 2015, nor a month of a year, 2015-03")]
    NotAYearOrMonth,
    /// It is no name of the IANA database.
    #[error("is not the name of an IANA time zone")]
    NotATimeZone,
}

impl TextRefusal {
    /// The word by which a program tells it.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort(_) => "too_short",
            Self::TooLong(_) => "too_long",
            Self::NotALine => "not_a_line",
            Self::Address => "not_a_name",
            Self::NotASlug => "not_a_slug",
            Self::NotADomain => "malformed_domain",
            Self::NotAnEmailAddress => "malformed_email",
            Self::NotACountry => "unknown_country",
            Self::NotAYearOrMonth => "not_a_year_or_month",
            Self::NotATimeZone => "unknown_time_zone",
        }
    }
}

//! Texts that people type into one field: each is declared once, with its bounds, its check, its
//! pattern and an example, and is the same wherever it is given, in a form or a roster.

mod addresses;
mod compatible;
mod line;
mod names;
mod refusal;
mod search;

pub use compatible::compatible;
pub use line::seen;
pub use names::{
    LONGEST_DISPLAY_NAME, display_name_of_adult, display_name_of_student, folded_name,
};
pub use refusal::TextRefusal;
pub use search::{Counting, NameOrder, NameSearch, plain};

use crate::{
    accounts::emails::EmailRecipient,
    age::evidence::DobEvidence,
    countries::Country,
    organizations::time_zone,
    text::{
        line::line,
        names::{name, title},
    },
};

/// A text of one field.
pub trait FieldText: Sized {
    /// Its name among the schemas of the API.
    const NAME: &'static str;
    /// Characters at least.
    const LEAST: usize;
    /// Characters at most.
    const MOST: usize;
    /// What it looks like (ECMA-262 regular expression).
    const PATTERN: &'static str;
    /// An example.
    const EXAMPLE: &'static str;
    /// Its format in JSON Schema, if it has one.
    const FORMAT: Option<&'static str> = None;

    /// Checks a text.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    fn check(text: &str) -> Result<(), TextRefusal>;

    /// Reads a text, without the white space around it.
    ///
    /// # Errors
    /// As [`Self::check`].
    fn parse(text: &str) -> Result<Self, TextRefusal>;
}

/// A value of a field that is a text, as it was typed.
pub trait Typed {
    /// Checks it by the rules of its field.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    fn check_typed(&self) -> Result<(), TextRefusal>;
}

/// What a line looks like: one line without spaces around it.
const LINE: &str = r"^\S(.*\S)?$";
/// What a line of a course looks like.
const LINE_OF_COURSE: &str = r"^[^\n]*\S[^\n]*$";
/// What is not looked at.
const ANYTHING: &str = r"^[\s\S]+$";
/// What a short name in an address looks like.
const SLUG: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// What the domain of an address looks like: parts with dots between them.
const EMAIL_DOMAIN: &str = r"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$";

/// Declares texts: bounds in characters, what each looks like, an example, and its check beside the
/// bounds.
macro_rules! field_texts {
    ( $( $( #[doc = $doc:literal] )+
         $name:ident $least:literal ..= $most:expr, $pattern:expr, $example:literal, $check:expr
         $(, format $format:literal)?; )+ ) => { $(
        $( #[doc = $doc] )+
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl FieldText for $name {
            const NAME: &'static str = stringify!($name);
            const LEAST: usize = $least;
            const MOST: usize = $most;
            const PATTERN: &'static str = $pattern;
            const EXAMPLE: &'static str = $example;
            $( const FORMAT: Option<&'static str> = Some($format); )?

            fn check(text: &str) -> Result<(), TextRefusal> {
                let check: fn(&str) -> Result<(), TextRefusal> = $check;
                check(text).and_then(|()| within::<Self>(text))
            }

            fn parse(text: &str) -> Result<Self, TextRefusal> {
                let text = text.trim();
                Self::check(text).map(|()| Self(text.to_owned()))
            }

        }

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<$name> for String {
            fn from(text: $name) -> Self {
                text.0
            }
        }

        /// Shows nothing of it: it may be personal.
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        impl Typed for $name {
            fn check_typed(&self) -> Result<(), TextRefusal> {
                Self::check(&self.0)
            }
        }

        impl Typed for &$name {
            fn check_typed(&self) -> Result<(), TextRefusal> {
                $name::check(&self.0)
            }
        }

        #[cfg(feature = "wire")]
        $crate::field_text_on_the_wire!($name);
    )+ };
}

field_texts! {
    /// A given name, or the one name that a person has (COM-03, VPC-10).
    GivenName 1..=80, LINE, "Ada", name;
    /// A family name (COM-03).
    FamilyName 1..=80, LINE, "Lovelace", name;
    /// How a person is shown to others (COM-03).
    DisplayName 1..=LONGEST_DISPLAY_NAME, LINE, "Ada L.", name;
    /// The e-mail address of an adult (RFC 5321 §4.5.3.1.3).
    EmailAddress 3..=254, "^[^@\\s]+@[^@\\s]+$", "ada.diaz@example.edu", email, format "email";
    /// The domain of the e-mail addresses of an organization's people (RFC 1035 §2.3.4).
    EmailDomain 4..=253, EMAIL_DOMAIN, "maple.example.edu", email_domain;
    /// The name of a district.
    OrganizationName 1..=255, LINE, "Maple Unified School District", title;
    /// The short name of a district, with which its people say where they sign in.
    OrganizationSlug 3..=40, SLUG, "maple", slug;
    /// What a person who signs in gives as the short name of their district.
    TypedOrganization 1..=64, LINE, "maple", line;
    /// The name of a school.
    SchoolName 1..=255, LINE, "Maple Elementary", title;
    /// The IANA name of a time zone.
    TimeZoneName 1..=64, "^[A-Za-z0-9_+/-]+$", "America/Los_Angeles", zone;
    /// A key in rosters: the `sourcedId` under which `OneRoster` bundles name something.
    SourceId 1..=255, LINE, "school-17", line;
    /// The name of a file, without the folders in which it is.
    FileName 1..=120, r"^[^/\\\s]([^/\\]*[^/\\\s])?$", "maple-2026-09-01.zip", file_name;
    /// The title of a term or school year.
    AcademicSessionTitle 1..=255, LINE, "Fall 2026", title;
    /// The title of a class.
    ClassTitle 1..=255, LINE, "Grade 4 Coding", title;
    /// A code of a class as it is typed. What cannot be one is a code that no class has.
    TypedCode 1..=32, ANYTHING, "CDFG-2345", anything;
    /// A username as it is typed to sign in. What cannot be one is a name that no one has.
    TypedUsername 1..=64, ANYTHING, "ada07", anything;
    /// The name of a course, or of a part of it, in addresses.
    CourseSlug 1..=60, SLUG, "robots-on-stage", slug;
    /// The title of a course, or of a part of it.
    CourseTitle 1..=120, LINE_OF_COURSE, "Robots on Stage", line;
    /// What a course or a lesson is about.
    CourseSummary 1..=600, LINE_OF_COURSE, "Learners program a robot play.", line;
    /// The number of a question that support is asked.
    TicketNumber 1..=40, SLUG, "help-2041", slug;
    /// Who outside of the school is given a student's record, or asks for it.
    RecipientName 1..=120, LINE, "Juniper Elementary, Office of the Registrar", title;
    /// What a district calls the matter for which data is held.
    MatterReference 1..=120, LINE, "Docket 27-0142, Maple County Superior Court", title;
    /// The articulable and significant threat for which a record is disclosed (34 CFR 99.32(a)(5)).
    ThreatDescription 1..=600, LINE, "A storm has cut the school off; families must be found.", line;
    /// Why an emergency goes on.
    EmergencyReasons 1..=600, LINE, "The storm goes on; two families are not found yet.", line;
    /// What a family contests of a record, and what it should say.
    Contention 1..=2000, LINE, "The grade level is 05; the report of June says so.", line;
    /// Why a school decides so about a record that is contested, and on which evidence.
    DecisionReasons 1..=2000, LINE, "The report of June was compared with the roster.", line;
    /// Where a hearing is held.
    HearingPlace 1..=200, LINE, "Maple Elementary, room 12", line;
    /// The statement of a family about a part of a record that stays as it is (34 CFR 99.21(b)(2)).
    DisagreementStatement 1..=2000, LINE, "We still hold that the grade level is 05.", line;
    /// A country (ISO 3166-1 alpha-2).
    CountryCode 2..=2, "^[A-Z]{2}$", "US", country;
    /// A year of birth, or a year and a month.
    YearOrMonth 4..=7, "^[0-9]{4}(-(0[1-9]|1[0-2]))?$", "2015-03", year_or_month;
    /// The language of a course (BCP 47).
    LanguageTag 2..=11, "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", "en", line;
}

/// Holds a text to the bounds of its field.
fn within<T: FieldText>(text: &str) -> Result<(), TextRefusal> {
    let length = text.chars().count();
    if length < T::LEAST {
        Err(TextRefusal::TooShort(T::LEAST))
    } else if length > T::MOST {
        Err(TextRefusal::TooLong(T::MOST))
    } else {
        Ok(())
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it is a check as the others")]
fn anything(_: &str) -> Result<(), TextRefusal> {
    Ok(())
}

fn file_name(text: &str) -> Result<(), TextRefusal> {
    if text.contains(['/', '\\']) {
        return Err(TextRefusal::NotALine);
    }
    line(text)
}

fn email(text: &str) -> Result<(), TextRefusal> {
    let read = EmailRecipient::of_adult(text).map(drop);
    read.map_err(|_| TextRefusal::NotAnEmailAddress)
}

fn zone(text: &str) -> Result<(), TextRefusal> {
    let read = time_zone::parse(text).map(drop);
    read.map_err(|_| TextRefusal::NotATimeZone)
}

fn country(text: &str) -> Result<(), TextRefusal> {
    let read = Country::parse(text).map(drop);
    read.map_err(|_| TextRefusal::NotACountry)
}

/// The domain of an address, in lower case, as the domain name system has it.
fn email_domain(text: &str) -> Result<(), TextRefusal> {
    let is_inner = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    let is_part = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(is_inner)
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() >= 2 && parts.into_iter().all(is_part) {
        Ok(())
    } else {
        Err(TextRefusal::NotADomain)
    }
}

/// A year, or a month of a year: the coarsest evidence of an age.
fn year_or_month(text: &str) -> Result<(), TextRefusal> {
    match DobEvidence::read(text) {
        Some(DobEvidence::Year(_) | DobEvidence::YearMonth(_)) => Ok(()),
        _ => Err(TextRefusal::NotAYearOrMonth),
    }
}

/// Lower-case letters and digits, with single hyphens between them.
fn slug(text: &str) -> Result<(), TextRefusal> {
    let is_part = |part: &str| {
        let is_allowed = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit();
        !part.is_empty() && part.bytes().all(is_allowed)
    };
    if text.split('-').all(is_part) {
        Ok(())
    } else {
        Err(TextRefusal::NotASlug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_fits_its_field() {
        fn fits<T: FieldText>() {
            assert!(T::parse(T::EXAMPLE).is_ok(), "{}", T::NAME);
        }
        fits::<GivenName>();
        fits::<FamilyName>();
        fits::<DisplayName>();
        fits::<EmailAddress>();
        fits::<EmailDomain>();
        fits::<OrganizationName>();
        fits::<OrganizationSlug>();
        fits::<SchoolName>();
        fits::<TimeZoneName>();
        fits::<SourceId>();
        fits::<FileName>();
        fits::<AcademicSessionTitle>();
        fits::<ClassTitle>();
        fits::<TypedOrganization>();
        fits::<TypedCode>();
        fits::<TypedUsername>();
        fits::<CourseSlug>();
        fits::<CourseTitle>();
        fits::<CourseSummary>();
        fits::<TicketNumber>();
        fits::<RecipientName>();
        fits::<ThreatDescription>();
        fits::<Contention>();
        fits::<DecisionReasons>();
        fits::<HearingPlace>();
        fits::<DisagreementStatement>();
        fits::<CountryCode>();
        fits::<YearOrMonth>();
        fits::<LanguageTag>();
    }

    #[test]
    fn bounds_count_characters_and_not_bytes() {
        assert!(GivenName::parse(&"é".repeat(80)).is_ok());
        assert_eq!(
            GivenName::parse(&"é".repeat(81)),
            Err(TextRefusal::TooLong(80))
        );
        assert_eq!(GivenName::parse("  "), Err(TextRefusal::TooShort(1)));
    }

    #[test]
    fn a_short_name_fits_into_an_address() {
        for good in ["maple", "maple-2", "ps-118-q"] {
            assert_eq!(OrganizationSlug::check(good), Ok(()), "{good}");
        }
        for bad in ["Maple", "maple-", "-maple", "ma--ple", "ma ple", "äpfel"] {
            let refused = OrganizationSlug::check(bad);
            assert_eq!(refused, Err(TextRefusal::NotASlug), "{bad}");
        }
        assert_eq!(OrganizationSlug::check("ab"), Err(TextRefusal::TooShort(3)));
        assert_eq!(
            OrganizationSlug::check(&"m".repeat(41)),
            Err(TextRefusal::TooLong(40))
        );
    }

    #[test]
    fn a_domain_has_parts_with_dots_between_them() {
        for good in ["maple.example.edu", "example.org", "a-1.example.edu"] {
            assert_eq!(EmailDomain::check(good), Ok(()), "{good}");
        }
        for bad in [
            "example",
            "Maple.example.edu",
            "ada@example.edu",
            "-a.example.edu",
            "a..example.edu",
            ".edu",
            "exämple.edu",
        ] {
            let refused = EmailDomain::check(bad);
            assert_eq!(refused, Err(TextRefusal::NotADomain), "{bad}");
        }
    }

    #[test]
    fn a_file_has_a_name_without_folders() {
        assert!(FileName::parse(" Roster 2026 (1).zip ").is_ok());
        for bad in ["a/b.zip", r"C:\b.zip", "two\nlines", "\u{202E}piz.exe"] {
            let refused = FileName::parse(bad).map(drop);
            assert_eq!(refused, Err(TextRefusal::NotALine), "{bad}");
        }
    }

    #[test]
    fn a_text_is_not_shown_where_its_type_is_printed() {
        let name = GivenName::parse("Ada").unwrap();
        assert_eq!(format!("{name:?}"), "GivenName(..)");
    }
}

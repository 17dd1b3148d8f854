//! What can be wrong with a field, as words.

use std::borrow::Cow;

use domain::{
    accounts::passwords::Violation as PasswordViolation,
    classes::personal_details::PersonalDetail,
    courses::ViolationCode,
    organizations::{
        attestation::AttestationStatement, authorization::MissingCondition,
        checklist::AgreementTerm,
    },
    wire::{meanings, schema_of},
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

domain::text_enum! {
    /// What is wrong with a field, beside what rules say of passwords, course content, agreements,
    /// attestations and the texts of a sandbox.
    pub enum RequestFieldCode {
        /// The member or parameter is required.
        Required = "required",
        /// The request has no member of this name.
        UnknownField = "unknown_field",
        /// The operation has no parameter of this name.
        UnknownParameter = "unknown_parameter",
        /// The member or parameter is given twice.
        DuplicateField = "duplicate_field",
        /// The value is not of the documented type.
        WrongType = "wrong_type",
        /// The value is none of the documented values.
        UnknownValue = "unknown_value",
        /// The text has fewer characters, or the list fewer items, than it needs.
        TooShort = "too_short",
        /// The text has more characters, or the list more items, than it may have.
        TooLong = "too_long",
        /// The text or the list has fewer or more characters or items than it may have.
        Length = "length",
        /// The number is less or more than it may be.
        Range = "range",
        /// The value lies outside of what is allowed here.
        OutOfRange = "out_of_range",
        /// What the value asks for is not offered here.
        NotAvailable = "not_available",
        /// The value is not written as it must be.
        Malformed = "malformed",
        /// The text is not one line, begins or ends with a space, or has characters that are not seen.
        NotALine = "not_a_line",
        /// The text holds an address of the web or of mail, and is no name.
        NotAName = "not_a_name",
        /// The text is no short name of lower-case letters, digits and single hyphens.
        NotASlug = "not_a_slug",
        /// The text is no domain of the domain name system.
        MalformedDomain = "malformed_domain",
        /// The text is no e-mail address.
        MalformedEmail = "malformed_email",
        /// The text is no username.
        MalformedUsername = "malformed_username",
        /// The text is no SHA-256 in hexadecimal digits.
        NotADigest = "not_a_digest",
        /// The text is no country code of ISO 3166-1.
        UnknownCountry = "unknown_country",
        /// The text is neither a year nor a month of a year.
        NotAYearOrMonth = "not_a_year_or_month",
        /// The text is no time zone of the IANA database.
        UnknownTimeZone = "unknown_time_zone",
        /// There is no such thing, or none that fits here.
        Unknown = "unknown",
        /// Another entry has this value.
        Duplicate = "duplicate",
        /// The value belongs to something else already.
        Taken = "taken",
        /// The person has this role already.
        AlreadyHeld = "already_held",
        /// The person is not of this school.
        NotOfTheSchool = "not_of_the_school",
        /// Who asks has no such right.
        NotEntitled = "not_entitled",
        /// The person has a direct interest in the outcome.
        NotImpartial = "not_impartial",
        /// The person administers neither the school nor its district, or has no e-mail address.
        NotAnAdministrator = "not_an_administrator",
        /// The digest is that of another text.
        OtherText = "other_text",
        /// The version is no longer the present one.
        Outdated = "outdated",
        /// One of two members is required, and not both.
        OneOfTwo = "one_of_two",
        /// The member may not stand beside another that was given.
        Superfluous = "superfluous",
        /// The member may not stand beside a scope.
        NotBesideScope = "not_beside_scope",
        /// What is given lacks a scope without which there is no account.
        LacksRequired = "lacks_required",
        /// The instant is over.
        Past = "past",
        /// The instant is further ahead than it may be.
        TooFarAhead = "too_far_ahead",
        /// The day is over.
        InThePast = "in_the_past",
        /// The day is yet to come.
        InTheFuture = "in_the_future",
        /// The end has to be later than the beginning.
        NotLater = "not_later",
        /// The end comes before the beginning.
        TooEarly = "too_early",
        /// The present password is another one.
        WrongPassword = "wrong_password",
    }
}

/// What is wrong with a field, as a stable word: in the document, of which `FieldError` has the text.
#[derive(Clone, Copy, Debug)]
pub struct FieldCode;

impl PartialSchema for FieldCode {
    fn schema() -> RefOr<Schema> {
        let words = meanings::<RequestFieldCode>()
            .chain(meanings::<PasswordViolation>())
            .chain(meanings::<ViolationCode>())
            .chain(meanings::<MissingCondition>())
            .chain(meanings::<AgreementTerm>())
            .chain(meanings::<AttestationStatement>())
            .chain(meanings::<PersonalDetail>());
        schema_of("What is wrong with a field.", words)
    }
}

impl ToSchema for FieldCode {
    fn name() -> Cow<'static, str> {
        "FieldCode".into()
    }
}

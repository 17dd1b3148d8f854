//! What is wrong with a piece of course content, where, and the proof that nothing is.

use std::fmt::Write;

use crate::text_enum::TextEnum;

crate::text_enum! {
    /// A rule of course content that a field breaks.
    pub enum ViolationCode {
        /// The field is empty or blank.
        Required = "required",
        /// The text has more characters than its limit.
        TooLong = "too_long",
        /// The list has fewer entries than it needs.
        TooFew = "too_few",
        /// The list has more entries than its limit.
        TooMany = "too_many",
        /// The number or word is outside of what is allowed here.
        OutOfRange = "out_of_range",
        /// The text is not written as this field must be.
        Malformed = "malformed",
        /// Another entry of the list has the same value.
        Duplicate = "duplicate",
        /// The end comes before the beginning.
        OrderReversed = "order_reversed",
        /// The text holds control, invisible or direction-changing characters, or line breaks in a
        /// field of one line.
        ControlCharacter = "control_character",
        /// The text holds HTML; course text is plain text or Markdown.
        Html = "html",
        /// The text links to something other than an `https` address.
        LinkNotHttps = "link_not_https",
        /// The text holds an e-mail address (COM-03: no contact solicitation).
        EmailAddress = "email_address",
        /// The text holds a telephone number (COM-03: no contact solicitation).
        PhoneNumber = "phone_number",
    }
}

/// One broken rule and its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// JSON pointer (RFC 6901) of the field, from the checked value; empty for the value itself.
    pub pointer: String,
    /// The broken rule.
    pub code: ViolationCode,
}

/// Everything that is wrong with a value: at least one violation, in the order of its fields.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the content violates the rules of course content: {}", self.summary())]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// The violations, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }

    /// The violations as pairs of pointer and code.
    pub fn pairs(&self) -> Vec<(&str, ViolationCode)> {
        self.iter()
            .map(|violation| (violation.pointer.as_str(), violation.code))
            .collect()
    }

    fn summary(&self) -> String {
        let described: Vec<String> = self
            .iter()
            .map(|violation| format!("{} {}", violation.pointer, violation.code.as_str()))
            .collect();
        described.join(", ")
    }
}

/// Something whose rules can be checked.
pub trait Check {
    /// Reports every violation.
    fn check(&self, report: &mut Report);
}

/// The proof that a value keeps its rules. It cannot be changed, so it stays true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Valid<T>(T);

impl<T: Check> Valid<T> {
    /// Checks a value against all of its rules.
    ///
    /// # Errors
    /// Every violation, not only the first.
    pub fn check(value: T) -> Result<Self, Violations> {
        let mut report = Report::default();
        value.check(&mut report);
        if report.found.is_empty() {
            Ok(Self(value))
        } else {
            Err(Violations(report.found))
        }
    }
}

impl<T> Valid<T> {
    /// The value.
    pub const fn get(&self) -> &T {
        &self.0
    }

    /// The value, giving up the proof.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// Collects violations while a value is walked through, and knows where the walk stands.
#[derive(Debug, Default)]
pub struct Report {
    pointer: String,
    found: Vec<Violation>,
}

impl Report {
    /// Reports that the place where the walk stands breaks a rule.
    pub fn add(&mut self, code: ViolationCode) {
        self.found.push(Violation {
            pointer: self.pointer.clone(),
            code,
        });
    }

    /// Walks into a field. Names of fields here never hold `/` or `~`, which RFC 6901 escapes.
    pub fn field(&mut self, name: &'static str, walk: impl FnOnce(&mut Self)) {
        let outside = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(name);
        walk(self);
        self.pointer.truncate(outside);
    }

    /// Walks through the entries of the list where the walk stands.
    pub fn entries<'a, T>(&mut self, entries: &'a [T], mut walk: impl FnMut(&mut Self, &'a T)) {
        let outside = self.pointer.len();
        for (index, entry) in entries.iter().enumerate() {
            // Writing to a `String` cannot fail.
            let _ = write!(self.pointer, "/{index}");
            walk(self, entry);
            self.pointer.truncate(outside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, Report, Valid, ViolationCode};

    struct Shelf(Vec<u8>);

    impl Check for Shelf {
        fn check(&self, report: &mut Report) {
            report.field("books", |report| {
                report.entries(&self.0, |report, pages| {
                    if *pages == 0 {
                        report.field("pages", |report| report.add(ViolationCode::OutOfRange));
                    }
                });
                if self.0.len() > 3 {
                    report.add(ViolationCode::TooMany);
                }
            });
        }
    }

    #[test]
    fn a_refusal_names_every_violation_with_its_pointer() {
        let refused = Valid::check(Shelf(vec![0, 7, 0, 9]))
            .map(|_| ())
            .unwrap_err();
        assert_eq!(
            refused.pairs(),
            [
                ("/books/0/pages", ViolationCode::OutOfRange),
                ("/books/2/pages", ViolationCode::OutOfRange),
                ("/books", ViolationCode::TooMany),
            ]
        );
        assert_eq!(
            refused.to_string(),
            "the content violates the rules of course content: /books/0/pages out_of_range, \
             /books/2/pages out_of_range, /books too_many"
        );
        assert!(Valid::check(Shelf(vec![1, 2])).is_ok());
    }
}

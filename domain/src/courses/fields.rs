//! The sorts of text fields in a course, and the rules that each sort brings along.

use super::{
    contacts::{holds_email_address, holds_phone_number},
    markup::{addresses_beyond_https, holds_html, links_beyond_https},
    violation::{Report, ViolationCode},
};

/// Whether a field may be left empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// Something must be written.
    Required,
    /// Nothing need be written.
    Optional,
}

impl Report {
    /// One line of plain text.
    pub(super) fn line(&mut self, text: &str, longest: usize) {
        self.written(text, longest, Presence::Required);
        if text.chars().any(|c| c.is_control() || is_deceptive(c)) {
            self.add(ViolationCode::ControlCharacter);
        }
        self.markdown_rules(text);
        self.contact_rules(text);
    }

    /// Several lines of Markdown.
    pub(super) fn markdown(&mut self, text: &str, longest: usize) {
        self.written(text, longest, Presence::Required);
        self.line_breaks_and_tabs_only(text);
        self.markdown_rules(text);
        self.contact_rules(text);
    }

    /// Code or the output of code: shown as it is, never as markup.
    pub(super) fn verbatim(&mut self, text: &str, longest: usize, presence: Presence) {
        self.written(text, longest, presence);
        self.line_breaks_and_tabs_only(text);
        if addresses_beyond_https(text) {
            self.add(ViolationCode::LinkNotHttps);
        }
        self.contact_rules(text);
    }

    /// A name in addresses: lowercase words of letters and digits, joined by single hyphens.
    pub(super) fn slug(&mut self, text: &str, longest: usize) {
        self.written(text, longest, Presence::Required);
        let well_formed = text.split('-').all(|word| {
            !word.is_empty()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        });
        if !text.is_empty() && !well_formed {
            self.add(ViolationCode::Malformed);
        }
    }

    /// The length of the list where the walk stands.
    pub(super) fn count(&mut self, count: usize, fewest: usize, most: usize) {
        if count < fewest {
            self.add(ViolationCode::TooFew);
        }
        if count > most {
            self.add(ViolationCode::TooMany);
        }
    }

    /// That no earlier entry of the list had this value.
    pub(super) fn unseen<T: PartialEq>(&mut self, value: T, seen: &mut Vec<T>) {
        if seen.contains(&value) {
            self.add(ViolationCode::Duplicate);
        }
        seen.push(value);
    }

    fn written(&mut self, text: &str, longest: usize, presence: Presence) {
        if presence == Presence::Required && text.trim().is_empty() {
            self.add(ViolationCode::Required);
        }
        if text.chars().count() > longest {
            self.add(ViolationCode::TooLong);
        }
    }

    fn line_breaks_and_tabs_only(&mut self, text: &str) {
        let refused = |c: char| (c.is_control() && c != '\n' && c != '\t') || is_deceptive(c);
        if text.chars().any(refused) {
            self.add(ViolationCode::ControlCharacter);
        }
    }

    fn markdown_rules(&mut self, text: &str) {
        if holds_html(text) {
            self.add(ViolationCode::Html);
        }
        if links_beyond_https(text) {
            self.add(ViolationCode::LinkNotHttps);
        }
    }

    fn contact_rules(&mut self, text: &str) {
        if holds_email_address(text) {
            self.add(ViolationCode::EmailAddress);
        }
        if holds_phone_number(text) {
            self.add(ViolationCode::PhoneNumber);
        }
    }
}

/// Characters that make text read otherwise than it is: direction overrides and isolates (Unicode
/// Technical Report #36 §2.8) and spaces without width. Joiners, which emoji and several scripts
/// need, are allowed.
const fn is_deceptive(c: char) -> bool {
    matches!(
        c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{2060}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::Presence;
    use crate::courses::{
        Check, Report, Valid,
        ViolationCode::{
            self, ControlCharacter, EmailAddress, Html, LinkNotHttps, Malformed, PhoneNumber,
            Required, TooLong,
        },
    };

    struct Field(fn(&mut Report, &str), &'static str);

    impl Check for Field {
        fn check(&self, report: &mut Report) {
            (self.0)(report, self.1);
        }
    }

    fn codes(rule: fn(&mut Report, &str), text: &'static str) -> Vec<ViolationCode> {
        match Valid::check(Field(rule, text)) {
            Ok(_) => Vec::new(),
            Err(violations) => violations.iter().map(|violation| violation.code).collect(),
        }
    }

    #[test]
    fn a_line_is_plain_and_short() {
        let line = |report: &mut Report, text: &str| report.line(text, 24);
        let table: [(&str, &[ViolationCode]); 8] = [
            ("Boxes with names", &[]),
            ("", &[Required]),
            (" \u{a0} ", &[Required]),
            ("a title that goes on and on", &[TooLong]),
            ("two\nlines", &[ControlCharacter]),
            ("tur\u{202e}ned", &[ControlCharacter]),
            ("<b>bold</b>", &[Html]),
            ("call +1 212 555 0123", &[PhoneNumber]),
        ];
        for (text, expected) in table {
            assert_eq!(codes(line, text), expected, "{text:?}");
        }
    }

    #[test]
    fn markdown_may_have_lines_and_reports_every_fault_at_once() {
        let markdown = |report: &mut Report, text: &str| report.markdown(text, 200);
        assert_eq!(codes(markdown, "# Hello\n\n\tprint(1)\n"), []);
        assert_eq!(codes(markdown, "bell\u{7}"), [ControlCharacter]);
        assert_eq!(
            codes(
                markdown,
                "<script>\u{0}[a](http://x.example) ada@example.org 212-555-0123"
            ),
            [
                ControlCharacter,
                Html,
                LinkNotHttps,
                EmailAddress,
                PhoneNumber
            ]
        );
    }

    #[test]
    fn code_is_not_markup_but_asks_nobody_to_get_in_touch_either() {
        let code = |report: &mut Report, text: &str| report.verbatim(text, 80, Presence::Optional);
        assert_eq!(codes(code, ""), []);
        assert_eq!(codes(code, "if a <b:\n\tmoves[0](x)"), []);
        assert_eq!(codes(code, "print('ada@example.org')"), [EmailAddress]);
        assert_eq!(codes(code, "open('http://x.example')"), [LinkNotHttps]);
    }

    #[test]
    fn a_slug_is_lowercase_words_joined_by_hyphens() {
        let slug = |report: &mut Report, text: &str| report.slug(text, 12);
        for good in ["loops", "do-it-again", "part-2"] {
            assert_eq!(codes(slug, good), [], "{good}");
        }
        for bad in ["Loops", "a--b", "-a", "a-", "a b", "ä", "a/b"] {
            assert_eq!(codes(slug, bad), [Malformed], "{bad}");
        }
        assert_eq!(codes(slug, ""), [Required]);
        assert_eq!(codes(slug, "thirteen-char"), [TooLong]);
    }
}

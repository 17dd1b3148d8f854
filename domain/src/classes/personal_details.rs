//! What tells who somebody is, or how to reach them, in what students of a sandbox write (SCH-04): code
//! and answers.
//!
//! Widths of letters, signs that no one sees and capitals do not count. Numbers that code has are not
//! phone numbers unless they are written, or as long, as one. Names in sentences, addresses of houses,
//! numbers in words and addresses that are spelled out are not found.

use super::phone_numbers;
use crate::text::compatible;

crate::text_enum! {
    /// What stands in a text that tells who somebody is, or how to reach them.
    pub enum PersonalDetail {
        /// The text holds an e-mail address, which a sandbox class does not keep.
        EmailAddress = "email_address",
        /// The text holds an address of the web, which a sandbox class does not keep.
        WebAddress = "web_address",
        /// The text holds what may be a phone number, which a sandbox class does not keep.
        PhoneNumber = "phone_number",
        /// The text says what somebody is called, which a sandbox class does not keep.
        StatedName = "stated_name",
    }
}

impl PersonalDetail {
    /// What is wrong with a text that has it.
    pub const fn message(self) -> &'static str {
        match self {
            Self::EmailAddress => "holds an e-mail address, which a sandbox class does not keep",
            Self::WebAddress => "holds a web address, which a sandbox class does not keep",
            Self::PhoneNumber => {
                "holds what may be a phone number, which a sandbox class does not keep"
            }
            Self::StatedName => "says what somebody is called, which a sandbox class does not keep",
        }
    }
}

/// The first of these that a text has, in the order of their list.
pub fn personal_detail(text: &str) -> Option<PersonalDetail> {
    let plain: String = compatible(text).to_lowercase().chars().map(plain).collect();
    if has_mailbox(&plain) {
        Some(PersonalDetail::EmailAddress)
    } else if has_site(&plain) {
        Some(PersonalDetail::WebAddress)
    } else if phone_numbers::found_in(&plain) {
        Some(PersonalDetail::PhoneNumber)
    } else {
        has_stated_name(&plain).then_some(PersonalDetail::StatedName)
    }
}

/// The plain sign for which programs take this one.
fn plain(sign: char) -> char {
    match sign {
        '\u{3002}' | '\u{FF61}' | '\u{2024}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => sign,
    }
}

/// A mailbox: a sign of a name, an `@` and a host. Where spaces stand around the `@`, which code has too,
/// the host ends as most addresses do.
fn has_mailbox(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    parts.windows(2).any(|pair| {
        let [local, domain] = pair else {
            return false;
        };
        let is_spaced = local.ends_with(' ') || domain.starts_with(' ');
        let last = local.trim_end_matches(' ').chars().next_back();
        let is_local = last.is_some_and(|sign| sign.is_alphanumeric() || "._%+-'".contains(sign));
        let host = domain.trim_start_matches(' ');
        let host: String = host.chars().take_while(|sign| is_of_host(*sign)).collect();
        is_local && is_host(&host) && (!is_spaced || ends_usually(&host))
    })
}

/// An address with a scheme, one that begins with `www.`, or a host that ends as most do. What code calls
/// its own (`self.net`) is none.
fn has_site(text: &str) -> bool {
    let parts: Vec<&str> = text.split("://").collect();
    let has_scheme = parts.windows(2).any(|pair| {
        let [scheme, rest] = pair else {
            return false;
        };
        scheme.ends_with(|sign: char| sign.is_ascii_alphabetic())
            && rest.starts_with(char::is_alphanumeric)
    });
    let mut words = text.split(|sign: char| !is_of_host(sign) && sign != '_');
    has_scheme
        || words.any(|word| {
            let word = word.trim_matches(['.', '-']);
            let is_own = ["self.", "this."].iter().any(|it| word.starts_with(it));
            let leads = word
                .strip_prefix("www.")
                .is_some_and(|rest| !rest.is_empty());
            leads || (!is_own && is_host(word) && ends_usually(word))
        })
}

fn is_of_host(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '.' | '-')
}

/// Labels with dots between them, of which the last has letters only.
fn is_host(word: &str) -> bool {
    let word = word.trim_matches(['.', '-']);
    let Some((rest, last)) = word.rsplit_once('.') else {
        return false;
    };
    let is_top = last.chars().count() >= 2 && last.chars().all(char::is_alphabetic);
    is_top && rest.split('.').all(|label| !label.is_empty())
}

fn ends_usually(host: &str) -> bool {
    let host = host.trim_matches(['.', '-']);
    host.rsplit_once('.')
        .is_some_and(|(_, last)| USUAL_ENDS.contains(&last))
}

/// The domains under which most addresses are that children know, and that code seldom has.
const USUAL_ENDS: [&str; 7] = ["com", "org", "net", "edu", "gov", "mil", "uk"];

/// After what a name is said, in the languages in which Hallpass speaks.
const INTRODUCTIONS: [&str; 12] = [
    "my name is",
    "my name's",
    "my full name is",
    "my real name is",
    "my first name is",
    "my last name is",
    "my surname is",
    "my family name is",
    "me llamo",
    "mi nombre es",
    "mi nombre completo es",
    "mi apellido es",
];

fn has_stated_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ").replace('’', "'");
    INTRODUCTIONS.iter().any(|introduction| {
        let mut after = text.split(introduction).skip(1);
        after.any(begins_with_name)
    })
}

/// Whether what follows an introduction is a name: a letter behind spaces and a colon, or behind the end of a
/// literal and the beginning of the next. What follows the end of a literal in code is a variable.
fn begins_with_name(after: &str) -> bool {
    let name = after.trim_start_matches(IS_BETWEEN);
    let skipped = after.strip_suffix(name).unwrap_or_default();
    let quotes = skipped.chars().filter(|sign| is_quote(*sign)).count();
    !skipped.is_empty() && quotes != 1 && name.starts_with(char::is_alphabetic)
}

/// What stands between an introduction and a name, in a sentence or in code.
const IS_BETWEEN: [char; 9] = [' ', ':', ',', '+', '.', '"', '\'', '`', '='];

const fn is_quote(sign: char) -> bool {
    matches!(sign, '"' | '\'' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn all_have(detail: PersonalDetail, texts: &[&str]) {
        for text in texts {
            assert_eq!(personal_detail(text), Some(detail), "{text}");
        }
    }

    #[test]
    fn sch_04_an_email_address_is_found_however_it_is_typed() {
        all_have(
            PersonalDetail::EmailAddress,
            &[
                "print('ada@example.org')",
                "Write to ADA.Lovelace+coding@mail.example.co.uk!",
                "ada @ example.com",
                "ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ",
                "ada@exa\u{200B}mple.org",
                "mailto:o'brien@example.de",
                "ada_7@schule。de",
            ],
        );
    }

    #[test]
    fn sch_04_an_address_of_the_web_is_found() {
        all_have(
            PersonalDetail::WebAddress,
            &[
                "see https://video.example/ada",
                "www.ada.me",
                "my page is ada-codes.com/me",
                "look at EXAMPLE.ORG.",
                "ftp://10.0.0.1/",
            ],
        );
    }

    #[test]
    fn sch_04_somebody_who_says_their_name_is_found() {
        all_have(
            PersonalDetail::StatedName,
            &[
                "print(\"Hello, my name is Ada\")",
                "My   name\nis Ada",
                "my last name is Lovelace",
                "My name’s Zoë",
            ],
        );
    }

    #[test]
    fn code_and_answers_that_tell_of_nobody_are_kept() {
        for text in [
            "",
            "print(\"Warm\")\n",
            "print('My name is ' + name)",
            "my name is\t",
            "@app.route('/')\ndef home():\n    return 1",
            "    @property\n    def x(self): return self.y",
            "c = a @ b.transpose()",
            "self.net = Network()\nthis.net.run()",
            "import os.path, math\nprint(math.pi)",
            "robot.com_port = 3",
            "turtle.forward(100); console.log(x.name)",
            "http://",
            "I felt proud when the loop worked. It was fun.",
            "Blue Otter 7 helped me.",
            "a@b",
            "10:30 @ home",
        ] {
            assert_eq!(personal_detail(text), None, "{text}");
        }
    }

    #[test]
    fn sch_04_a_name_is_found_in_either_language_and_across_literals() {
        all_have(
            PersonalDetail::StatedName,
            &[
                "Me llamo Ada Lovelace",
                "Hola, mi nombre es Ada",
                "print(\"my name is\", \"Ada Lovelace\")",
                "'My name is ' + 'Ada'",
                "my name is: Ada",
                "Mi apellido es López",
            ],
        );
        for allowed in [
            "print('my name is ' + name)",
            "print(\"my name is\", name)",
            "cosa me llamo",
        ] {
            assert_eq!(personal_detail(allowed), None, "{allowed}");
        }
    }
}

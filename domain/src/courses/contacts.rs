//! Course text asks no reader to get in touch (COM-03): no e-mail address, no telephone number.
//!
//! The rules catch the forms in which people write them; words around a ban ("find me at …") are
//! for the person who reviews a course.

/// Characters that stand between the groups of a telephone number.
const SEPARATORS: &str = " \u{a0}-.()/\u{2010}\u{2011}\u{2013}";

/// Fewest digits of a number written with `+` and a country code.
const INTERNATIONAL_MIN: usize = 8;
/// Most digits of a number written with `+` and a country code (ITU-T E.164 §6.2.1).
const INTERNATIONAL_MAX: usize = 15;

/// Whether the text holds an e-mail address: a local part, `@`, and a domain with a dot.
pub(super) fn holds_email_address(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let local = text.get(..at).unwrap_or_default();
        let domain: String = text
            .get(at + 1..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| c.is_alphanumeric() || "-.".contains(*c))
            .collect();
        local.ends_with(|c: char| c.is_alphanumeric() || "._%+-".contains(c))
            && domain
                .trim_end_matches(['.', '-'])
                .rsplit_once('.')
                .is_some_and(|(host, top)| {
                    !host.is_empty()
                        && top.chars().count() >= 2
                        && top.chars().all(char::is_alphabetic)
                })
    })
}

/// Whether the text holds a telephone number: `+` and a country code, or a North American number
/// (area code, exchange, four digits; or exchange and four digits with a hyphen).
pub(super) fn holds_phone_number(text: &str) -> bool {
    let groups = digit_groups(text);
    (0..groups.len()).any(|start| {
        groups
            .get(start..)
            .is_some_and(|groups| is_international(groups) || is_north_american(groups))
    })
}

/// A run of digits and the separators before it; `None` where other text stands between.
struct DigitGroup {
    gap: Option<String>,
    after_plus: bool,
    digits: String,
}

fn digit_groups(text: &str) -> Vec<DigitGroup> {
    let mut groups: Vec<DigitGroup> = Vec::new();
    let mut gap = None;
    let mut before = ' ';
    for c in text.chars() {
        if c.is_ascii_digit() {
            match groups.last_mut() {
                Some(group) if before.is_ascii_digit() => group.digits.push(c),
                _ => groups.push(DigitGroup {
                    gap: gap.take(),
                    after_plus: before == '+',
                    digits: c.into(),
                }),
            }
        } else {
            if before.is_ascii_digit() {
                gap = Some(String::new());
            }
            gap = gap
                .filter(|_| SEPARATORS.contains(c))
                .map(|gap| gap + c.encode_utf8(&mut [0; 4]));
        }
        before = c;
    }
    groups
}

fn is_international(groups: &[DigitGroup]) -> bool {
    let Some((first, rest)) = groups.split_first() else {
        return false;
    };
    if !first.after_plus {
        return false;
    }
    // One more group than a number can have is looked at: a text of digits is read in one pass.
    let joined = rest.iter().take_while(|group| is_joined(group));
    let joined = joined.take(INTERNATIONAL_MAX);
    let digits = first.digits.len() + joined.map(|group| group.digits.len()).sum::<usize>();
    (INTERNATIONAL_MIN..=INTERNATIONAL_MAX).contains(&digits)
}

fn is_north_american(groups: &[DigitGroup]) -> bool {
    match groups {
        [area, exchange, line, ..]
            if is_joined(exchange)
                && is_joined(line)
                && is_office_code(&area.digits)
                && is_office_code(&exchange.digits)
                && line.digits.len() == 4 =>
        {
            true
        }
        [exchange, line, ..]
            if line.gap.as_deref() == Some("-")
                && is_office_code(&exchange.digits)
                && line.digits.len() == 4 =>
        {
            true
        }
        [whole, ..] => {
            let national = match whole.digits.len() {
                11 => whole.digits.strip_prefix('1'),
                10 => Some(whole.digits.as_str()),
                _ => None,
            };
            national.is_some_and(|digits| {
                let (area, rest) = digits.split_at_checked(3).unwrap_or_default();
                let (exchange, _) = rest.split_at_checked(3).unwrap_or_default();
                is_office_code(area) && is_office_code(exchange)
            })
        }
        [] => false,
    }
}

/// At most two separators stand within a number, as in `(212) 555`.
fn is_joined(group: &DigitGroup) -> bool {
    group
        .gap
        .as_ref()
        .is_some_and(|gap| gap.chars().nth(2).is_none())
}

/// Area codes and exchanges have three digits and begin with 2–9 (North American Numbering Plan).
fn is_office_code(digits: &str) -> bool {
    digits.len() == 3 && !digits.starts_with(['0', '1'])
}

#[cfg(test)]
mod tests {
    use super::{holds_email_address, holds_phone_number};

    #[test]
    fn an_email_address_is_found_and_an_at_sign_alone_is_not() {
        for found in [
            "write to ada@example.org",
            "ADA.L+code@mail.example.edu!",
            "(ada@example.org).",
            "änne@bücher.example",
        ] {
            assert!(holds_email_address(found), "{found}");
        }
        for fine in [
            "@property",
            "a @ b",
            "3 apples @ 2 coins",
            "me@home",
            "x@1.5",
            "@example.org",
        ] {
            assert!(!holds_email_address(fine), "{fine}");
        }
    }

    #[test]
    fn a_telephone_number_is_found_in_its_usual_forms() {
        for found in [
            "call 212-555-0123",
            "(212) 555-0123",
            "212.555.0123",
            "2125550123",
            "1-212-555-0123",
            "12125550123",
            "555-0123",
            "+44 20 7946 0958",
            "+4930123456",
        ] {
            assert!(holds_phone_number(found), "{found}");
        }
    }

    #[test]
    fn a_long_text_of_digits_is_read_in_one_pass() {
        for text in [
            "1 ".repeat(200_000),
            "+1 ".repeat(100_000),
            "@a.b".repeat(100_000),
        ] {
            let began = std::time::Instant::now();
            let _ = (holds_phone_number(&text), holds_email_address(&text));
            assert!(began.elapsed() < std::time::Duration::from_secs(2));
        }
    }

    #[test]
    fn numbers_that_lessons_are_full_of_are_not_telephone_numbers() {
        for fine in [
            "1 2 3 4 5 6 7 8 9 10",
            "[100, 200, 3000]",
            "1000000000",
            "3.14159265",
            "2026-09-01",
            "09/01/2026 at 12:30",
            "5 + 3",
            "7 + 12345",
            "0101 0110 1111",
            "200\n300\n4000",
            "10-20-30",
        ] {
            assert!(!holds_phone_number(fine), "{fine}");
        }
    }
}

//! Whether a text holds what may be a phone number: groups of digits, with a few signs between them.

/// A group of digits, and what stands before it.
struct Group {
    /// The signs between it and the group before, or nothing where it is the first.
    between: String,
    digits: String,
}

/// Digits with nothing between them but what phone numbers have.
struct Run {
    /// The sign before it.
    before: Option<char>,
    groups: Vec<Group>,
}

/// Signs between two groups of a phone number at the most: `) - `.
const MOST_BETWEEN: usize = 3;

/// Digits of a number with the code of a country (ITU-T E.164).
const ABROAD: std::ops::RangeInclusive<usize> = 8..=15;

/// Digits of a number with a zero before the code of an area.
const WITH_ZERO: std::ops::RangeInclusive<usize> = 9..=12;

/// Whether there is one: with a `+` and the code of a country; of North America, in three groups, in two
/// or in one; or with a zero before the code of an area.
pub(super) fn found_in(text: &str) -> bool {
    runs(text).iter().any(|run| {
        is_abroad(run) || is_with_zero(run) || is_local(run) || is_north_american(&run.groups)
    })
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run: Option<Run> = None;
    let mut between = String::new();
    let mut last = None;
    for sign in text.chars() {
        let is_between = matches!(sign, ' ' | '-' | '.' | '/' | '(' | ')');
        if sign.is_ascii_digit() {
            let groups = &mut run
                .get_or_insert_with(|| Run {
                    before: last,
                    groups: Vec::new(),
                })
                .groups;
            match groups.last_mut() {
                Some(group) if between.is_empty() => group.digits.push(sign),
                _ => groups.push(Group {
                    between: std::mem::take(&mut between),
                    digits: sign.into(),
                }),
            }
        } else if run.is_some() && is_between && between.len() < MOST_BETWEEN {
            between.push(sign);
        } else {
            // A number that is part of a word (`x12`, `12px`) ends as one, too.
            runs.extend(run.take());
            between.clear();
        }
        last = Some(sign);
    }
    runs.extend(run);
    runs
}

fn is_of_word(sign: Option<char>) -> bool {
    sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_')
}

fn digits_of(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.digits.len()).sum()
}

/// Zeros and ones alone are a picture or a number of a computer.
fn is_more_than_bits(groups: &[Group]) -> bool {
    let mut digits = groups.iter().flat_map(|group| group.digits.chars());
    digits.any(|digit| !matches!(digit, '0' | '1'))
}

fn is_abroad(run: &Run) -> bool {
    run.before == Some('+') && ABROAD.contains(&digits_of(&run.groups))
}

fn is_with_zero(run: &Run) -> bool {
    let Some(first) = run.groups.first() else {
        return false;
    };
    let mut rest = run.groups.iter().skip(1);
    first.digits.starts_with('0')
        && first.digits.len() > 1
        && !is_of_word(run.before)
        && run.before != Some('.')
        && rest.all(|group| !group.between.contains('.') && group.digits.len() > 1)
        && WITH_ZERO.contains(&digits_of(&run.groups))
        && is_more_than_bits(&run.groups)
}

/// Seven digits, three and four with a hyphen between them.
fn is_local(run: &Run) -> bool {
    let [exchange, line] = run.groups.as_slice() else {
        return false;
    };
    !is_of_word(run.before)
        && line.between == "-"
        && exchange.digits.len() == 3
        && line.digits.len() == 4
        && is_code(&exchange.digits)
}

/// Ten digits of the North American Numbering Plan, with a `1` before them or without. A fraction is none.
fn is_north_american(groups: &[Group]) -> bool {
    let whole = |group: &Group| {
        let digits = group.digits.strip_prefix('1').unwrap_or(&group.digits);
        let has_country = digits.len() < group.digits.len();
        let is_long = digits.len() == 10 && (has_country || group.digits.len() == 10);
        group.between != "." && is_long && are_codes(digits)
    };
    let in_three = |groups: &[Group]| match groups {
        [area, exchange, line] => {
            let lengths = [area, exchange, line].map(|group| group.digits.len());
            lengths == [3, 3, 4] && is_code(&area.digits) && is_code(&exchange.digits)
        }
        _ => false,
    };
    let in_two = |groups: &[Group]| match groups {
        [area, rest] => {
            let lengths = [area, rest].map(|group| group.digits.len());
            lengths == [3, 7] && is_code(&area.digits) && is_code(&rest.digits)
        }
        _ => false,
    };
    groups.iter().any(whole) || groups.windows(3).any(in_three) || groups.windows(2).any(in_two)
}

/// Whether the code of the area and that of the exchange, with which digits begin, may be.
fn are_codes(digits: &str) -> bool {
    let exchange: String = digits.chars().skip(3).collect();
    is_code(digits) && is_code(&exchange)
}

fn is_code(digits: &str) -> bool {
    digits.starts_with(|digit: char| matches!(digit, '2'..='9'))
}

#[cfg(test)]
mod tests {
    use super::found_in;

    #[test]
    fn sch_04_a_phone_number_is_found_however_it_is_written() {
        for text in [
            "555-867-5309",
            "(555) 867-5309",
            "(555)867-5309",
            "555.867.5309",
            "555 867 5309",
            "5558675309",
            "1-555-867-5309",
            "15558675309",
            "call 867-5309!",
            "555-8675309",
            "+49 30 1234567",
            "+4930123456",
            "tel:+1(555)867-5309",
            "0171 2345678",
            "030/12345678",
            "01712345678",
            "my number: 555 - 867 - 5309, call me",
        ] {
            assert!(found_in(text), "{text}");
        }
    }

    #[test]
    fn numbers_of_code_are_no_phone_numbers() {
        for text in [
            "x = 3.14159265358979",
            "e = 2.7182818284",
            "1000000000",
            "range(500, 1000)",
            "500 - 1000",
            "1234567",
            "100 200 300",
            "2026-09-21",
            "2026-09-21T15:00:00",
            "10:30-11:45",
            "192.168.0.1",
            "0.123456789",
            "0 1 0 1 0 1 0 1 0 1",
            "01 10 01 10 01",
            "0101010101",
            "#00ff00 #123456",
            "x1234567",
            "[5, 55, 867, 5309]",
            "a - 2\nb = 5309",
            "+ 12345678",
        ] {
            assert!(!found_in(text), "{text}");
        }
    }
}

//! How hard a password is to guess, without asking a service outside (SEC-04, G-PW1).

use domain::accounts::passwords::Guessability;
use zxcvbn::{Score, zxcvbn};

use super::secret_text::SecretText;

/// The shortest part of a name that counts as an expected word of its own.
const SHORTEST_PART: usize = 3;

/// Characters that are estimated, at most. What begins with so many that are hard to guess is hard to
/// guess, and the time grows faster than the length.
const ESTIMATED: usize = 64;

/// Estimates a password against the common ones and against what every person knows about its
/// owner: their names and addresses, their school's and their district's, whole and in parts.
pub fn estimate(password: &SecretText, expected_words: &[&str]) -> Guessability {
    let words: Vec<String> = expected_words
        .iter()
        .flat_map(|word| spellings(word))
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let password = password.expose();
    let beyond = password.char_indices().nth(ESTIMATED);
    let begin = beyond.and_then(|(end, _)| password.get(..end));
    match zxcvbn(begin.unwrap_or(password), &words).score() {
        Score::Zero => Guessability::Trivial,
        Score::One => Guessability::Easy,
        Score::Two => Guessability::Moderate,
        Score::Three => Guessability::Hard,
        // The enum is open; a score that does not exist today would be a better one.
        _ => Guessability::VeryHard,
    }
}

/// A word whole, without what separates its parts, and its parts.
fn spellings(word: &str) -> Vec<String> {
    let parts = word.split(|c: char| !c.is_alphanumeric());
    let squeezed: String = parts.clone().collect();
    parts
        .filter(|part| part.chars().count() >= SHORTEST_PART)
        .map(String::from)
        .chain([word.to_owned(), squeezed])
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::accounts::passwords::{Candidate, Guessability, Verdict, judge};

    use super::{SecretText, estimate};

    const EXPECTED: &[&str] = &[
        "Grace Hopper",
        "grace.hopper@example.edu",
        "Lincoln Elementary School",
    ];

    fn verdict(typed: &str) -> Verdict {
        let password = SecretText::password(&typed.into());
        judge(&Candidate {
            normalized: password.expose(),
            expected_words: EXPECTED,
            guessability: estimate(&password, EXPECTED),
        })
    }

    #[test]
    fn common_passwords_are_refused_although_they_are_long() {
        for typed in [
            "passwordpassword",
            "password12345678",
            "123456789012345678",
            "qwertyuiopasdfghjkl",
            "aaaaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "letmeinletmeinletmein",
            "iloveyouiloveyou",
        ] {
            assert!(matches!(verdict(typed), Verdict::Refused(_)), "{typed}");
        }
    }

    #[test]
    fn names_of_the_person_and_the_school_are_worth_nothing() {
        for typed in [
            "gracehopper2026",
            "hoppergracehopper",
            "Grace Hopper 1906",
            "lincolnelementaryschool1",
        ] {
            assert!(matches!(verdict(typed), Verdict::Refused(_)), "{typed}");
        }
        let stranger = SecretText::password(&"gracehopper2026".into());
        assert!(
            estimate(&stranger, &[]) > estimate(&stranger, EXPECTED),
            "knowing the person makes guessing easier"
        );
    }

    #[test]
    fn long_passwords_without_digits_or_signs_are_welcome() {
        for typed in [
            "seven quiet otters on a tin roof",
            "vraiment pas très évident",
            "сорок два синих кита",
            "🦉🦉🐙 marble window frost",
        ] {
            assert_eq!(verdict(typed), Verdict::Accepted, "{typed}");
        }
    }

    #[test]
    fn an_empty_or_enormous_password_is_estimated_too() {
        let estimate = |text: String| estimate(&SecretText::password(&text.into()), &[]);
        assert_eq!(estimate(String::new()), Guessability::Trivial);
        assert_eq!(estimate("a".repeat(100_000)), Guessability::Trivial);
    }
}

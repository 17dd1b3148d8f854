//! The passphrase of a student: three words, made for them, easy to read and to type (SEC-07).
//!
//! 2048 words of three to seven letters, so that a word is exactly eleven random bits and a
//! passphrase 33. No word becomes another by one wrong, missing, added or swapped letter, and none
//! speaks of bodies, violence, weapons, drink, drugs or money.

use std::fmt;

/// The words, one on a line, in alphabetical order.
const WORDS: &str = include_str!("words.txt");

/// How many words the list has.
pub const LIST_LENGTH: usize = 2048;

/// How many words a passphrase has.
pub const WORDS_PER_PASSPHRASE: usize = 3;

/// Random bits of one word.
const BITS_PER_WORD: u32 = LIST_LENGTH.ilog2();

/// How many random bytes make a passphrase: 33 of their 40 bits are used.
pub const RANDOM_BYTES: usize = 5;

/// A passphrase in its one form: lower-case words with one space between them. It is printed once,
/// for the student; a log shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl Passphrase {
    /// Makes the passphrase of these bytes, which must come from a source no one can predict.
    /// Every bit pattern is a passphrase, and each is as likely as the others.
    pub fn from_random(bytes: [u8; RANDOM_BYTES]) -> Self {
        let bits = bytes
            .iter()
            .fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        let words: Vec<_> = (0..WORDS_PER_PASSPHRASE)
            .scan(bits, |rest, _| {
                let word = word(*rest);
                *rest >>= BITS_PER_WORD;
                Some(word)
            })
            .collect();
        Self(words.join(" "))
    }

    /// The words with a space between them.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

/// Brings what a student typed into the form in which passphrases are hashed: capitals do not
/// count, and neither does what stands between the words (spaces, hyphens, commas, dots,
/// underscores).
pub fn normalize(typed: &str) -> String {
    typed
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The word of the lowest eleven bits. Eleven bits never reach past the end of the list.
fn word(bits: u64) -> &'static str {
    let index = bits & ((1 << BITS_PER_WORD) - 1);
    usize::try_from(index)
        .ok()
        .and_then(|index| WORDS.lines().nth(index))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::{any, proptest};

    use super::{
        LIST_LENGTH, Passphrase, RANDOM_BYTES, WORDS, WORDS_PER_PASSPHRASE, normalize, word,
    };

    fn words() -> Vec<&'static str> {
        WORDS.lines().collect()
    }

    #[test]
    fn the_list_has_exactly_2048_different_words_in_order() {
        let words = words();
        assert_eq!(words.len(), LIST_LENGTH);
        assert!(words.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn every_word_is_three_to_seven_plain_letters() {
        for word in words() {
            assert!((3..=7).contains(&word.len()), "{word}");
            assert!(word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
        }
    }

    #[test]
    fn one_slip_of_the_finger_never_makes_another_word() {
        let all: HashSet<String> = words().into_iter().map(String::from).collect();
        for word in words() {
            for slip in slips(word) {
                assert!(slip == word || !all.contains(&slip), "{word} / {slip}");
            }
        }
    }

    fn slips(word: &str) -> Vec<String> {
        let mut slips = vec![];
        for at in 0..=word.len() {
            let (head, tail) = word.split_at(at);
            for letter in 'a'..='z' {
                slips.push(format!("{head}{letter}{tail}"));
                if !tail.is_empty() {
                    slips.push(format!("{head}{letter}{}", &tail[1..]));
                }
            }
            if !tail.is_empty() {
                slips.push(format!("{head}{}", &tail[1..]));
            }
            if tail.len() > 1 {
                slips.push(format!("{head}{}{}{}", &tail[1..2], &tail[..1], &tail[2..]));
            }
        }
        slips
    }

    #[test]
    fn no_word_is_unfit_for_a_child() {
        const UNFIT: &str = "alcohol arse ass beer bite bitch bomb boob bra breast bullet bum butt \
            cannon chest cigar cock coffin coke crack crap damn dead death demon devil die dope \
            drown drug drunk dumb evil fat fist ghost gin god gun hate hell hips hit idiot jail \
            kill kiss knife legs lips meth moron murder naked nude pig pill pipe pistol poison \
            poo pot prison punch rat rifle rum scar sex shot skull slap slave smoke snake stab \
            stupid sword ugly vape virus vodka war weapon weed whip wine witch wound zombie";
        let words = words();
        for unfit in UNFIT.split_whitespace() {
            assert!(!words.contains(&unfit), "{unfit}");
        }
    }

    #[test]
    fn a_passphrase_carries_33_bits() {
        let each: HashSet<_> = (0..2048).map(word).collect();
        assert_eq!(
            each.len(),
            1 << 11,
            "each word answers to one pattern of eleven bits"
        );
        assert_eq!(WORDS_PER_PASSPHRASE * 11, 33);

        let first = Passphrase::from_random([0; RANDOM_BYTES]);
        for bit in 0..33 {
            let bytes: [u8; 8] = (1_u64 << bit).to_be_bytes();
            let other = Passphrase::from_random(bytes[3..].try_into().unwrap());
            assert_ne!(first, other, "bit {bit} counts");
        }
    }

    #[test]
    fn how_a_student_types_the_words_does_not_matter() {
        for typed in [
            "copper otter sundial",
            "  Copper   OTTER\tsundial ",
            "copper-otter-sundial",
            "Copper, otter. Sundial!",
            "copper\u{2013}otter_sundial",
        ] {
            assert_eq!(normalize(typed), "copper otter sundial");
        }
        assert_eq!(normalize(" - "), "");
    }

    proptest! {
        #[test]
        fn a_passphrase_is_its_own_normal_form(bytes in any::<[u8; RANDOM_BYTES]>()) {
            let passphrase = Passphrase::from_random(bytes);
            assert_eq!(normalize(passphrase.as_str()), passphrase.as_str());
            assert_eq!(passphrase.as_str().split(' ').count(), WORDS_PER_PASSPHRASE);
            assert!(!format!("{passphrase:?}").contains(passphrase.as_str()));
        }
    }
}

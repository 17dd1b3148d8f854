//! The names by which students of a sandbox are shown (SCH-04): drawn from two lists, with a number.
//!
//! No word is a name that people have, and none teases.

use std::fmt;

/// Random bytes of which an alias is made.
pub const RANDOM_BYTES: usize = 4;

/// The most that the number of an alias is.
const HIGHEST: u32 = 99;

const QUALITIES: [&str; 32] = [
    "Blue",
    "Green",
    "Purple",
    "Orange",
    "Silver",
    "Golden",
    "Turquoise",
    "Bright",
    "Brave",
    "Calm",
    "Careful",
    "Cheerful",
    "Clever",
    "Curious",
    "Eager",
    "Fast",
    "Friendly",
    "Gentle",
    "Glad",
    "Happy",
    "Helpful",
    "Jolly",
    "Kind",
    "Lively",
    "Lucky",
    "Patient",
    "Polite",
    "Quick",
    "Quiet",
    "Shiny",
    "Steady",
    "Swift",
];

const ANIMALS: [&str; 64] = [
    "Otter",
    "Beaver",
    "Badger",
    "Hedgehog",
    "Squirrel",
    "Rabbit",
    "Hamster",
    "Dolphin",
    "Seal",
    "Penguin",
    "Puffin",
    "Pelican",
    "Parrot",
    "Toucan",
    "Owl",
    "Sparrow",
    "Swallow",
    "Magpie",
    "Kingfisher",
    "Woodpecker",
    "Flamingo",
    "Ostrich",
    "Emu",
    "Koala",
    "Kangaroo",
    "Wombat",
    "Panda",
    "Tiger",
    "Leopard",
    "Cheetah",
    "Lynx",
    "Camel",
    "Llama",
    "Alpaca",
    "Zebra",
    "Giraffe",
    "Antelope",
    "Gazelle",
    "Reindeer",
    "Bison",
    "Pony",
    "Turtle",
    "Tortoise",
    "Lizard",
    "Gecko",
    "Iguana",
    "Frog",
    "Newt",
    "Salmon",
    "Trout",
    "Octopus",
    "Starfish",
    "Seahorse",
    "Dragonfly",
    "Butterfly",
    "Ladybug",
    "Firefly",
    "Cricket",
    "Raccoon",
    "Meerkat",
    "Lemur",
    "Chipmunk",
    "Marmot",
    "Hummingbird",
];

/// An alias, like `Blue Otter 7`.
#[derive(Clone, PartialEq, Eq)]
pub struct Alias {
    quality: &'static str,
    animal: &'static str,
    number: u32,
}

impl Alias {
    /// Makes the alias of these bytes, which must come from a source that no one can predict.
    pub fn from_random([first, second, third, fourth]: [u8; RANDOM_BYTES]) -> Self {
        let number = u32::from(u16::from_be_bytes([third, fourth])) % HIGHEST + 1;
        Self {
            quality: word(&QUALITIES, first),
            animal: word(&ANIMALS, second),
            number,
        }
    }

    /// What a username is made of for who has this alias: its two words in one.
    pub fn stem(&self) -> String {
        format!("{}{}", self.quality, self.animal)
    }
}

fn word(list: &[&'static str], random: u8) -> &'static str {
    let place = usize::from(random).checked_rem(list.len());
    place
        .and_then(|place| list.get(place))
        .copied()
        .unwrap_or_default()
}

impl fmt::Display for Alias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.quality, self.animal, self.number)
    }
}

impl fmt::Debug for Alias {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Alias(..)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{accounts::usernames::Username, text::display_name_of_student};

    #[test]
    fn an_alias_is_two_words_and_a_number() {
        assert_eq!(Alias::from_random([0, 0, 0, 6]).to_string(), "Blue Otter 7");
        assert_eq!(
            Alias::from_random([31, 63, 0, 98]).to_string(),
            "Swift Hummingbird 99"
        );
        assert_eq!(
            Alias::from_random([32, 64, 0, 99]).to_string(),
            "Blue Otter 1"
        );
    }

    #[test]
    fn no_word_is_listed_twice_and_each_is_one_plain_word() {
        let words: BTreeSet<&str> = QUALITIES.iter().chain(&ANIMALS).copied().collect();
        assert_eq!(words.len(), QUALITIES.len() + ANIMALS.len());
        let is_plain = |word: &&str| word.chars().all(|sign| sign.is_ascii_alphabetic());
        assert!(words.iter().all(is_plain));
    }

    #[test]
    fn a_username_is_made_of_the_words_of_an_alias() {
        let alias = Alias::from_random([6, 19, 0, 0]);
        let username = Username::generated(&alias.stem(), "", 7);
        assert_eq!(username.as_str(), "turquoisewoodpecker07");
    }

    #[test]
    fn an_alias_is_a_display_name() {
        for quality in 0..=31 {
            for animal in 0..=63 {
                let alias = Alias::from_random([quality, animal, 0, 98]).to_string();
                assert_eq!(display_name_of_student(&alias, ""), alias);
            }
        }
    }
}

//! Names as they are sorted and searched: in plain letters, so that a keyboard without accents or without
//! a script finds them.

use std::fmt;

use deunicode::deunicode_char;
use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

crate::text_enum! {
    /// The order of a list of names.
    pub enum NameOrder {
        /// From A to Z, by the name that is shown: without capitals and accents, names in other scripts
        /// by their sound.
        Name = "name",
        /// The oldest first.
        CreatedAt = "created_at",
    }
}

crate::text_enum! {
    /// Whether all rows of a list are counted.
    pub enum Counting {
        /// All that are found, whatever page is shown.
        Exact = "exact",
    }
}

/// A text in the letters a to z, digits and single spaces: without capitals, accents and signs, the
/// letters of other scripts by their sound. Pictographs are left out.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.nfkc() {
        if sign.is_alphanumeric() || is_combining_mark(sign) {
            let sound = deunicode_char(sign).unwrap_or_default();
            let kept = sound
                .chars()
                .filter(|letter| letter.is_ascii_alphanumeric() || *letter == ' ');
            plain.extend(kept.map(|letter| letter.to_ascii_lowercase()));
        } else if !matches!(sign, '\'' | '’' | '‘') {
            plain.push(' ');
        }
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}

/// What is looked for in names: words, each of which a word of a name begins with.
#[derive(Clone, PartialEq, Eq)]
pub struct NameSearch(Vec<String>);

impl NameSearch {
    /// Characters of what is looked for at most.
    pub const MOST: usize = 80;

    /// What was typed; nothing is found by a text without letters and digits.
    pub fn of(typed: &str) -> Self {
        let plain = plain(typed);
        Self(plain.split(' ').map(str::to_owned).collect())
    }

    /// Whether the names of one person or thing have all the words.
    pub fn finds<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> bool {
        let names: Vec<String> = names.into_iter().map(plain).collect();
        let mut sought = self.0.iter();
        sought.all(|sought| {
            let mut words = names.iter().flat_map(|name| name.split(' '));
            !sought.is_empty() && words.any(|word| word.starts_with(sought.as_str()))
        })
    }
}

/// Shows nothing of it: it may be a name.
impl fmt::Debug for NameSearch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NameSearch(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_script_is_plain_letters() {
        for (name, expected) in [
            ("Ayşe", "ayse"),
            ("José  Ángel", "jose angel"),
            ("Jose\u{301}", "jose"),
            ("李 小龍", "li xiao long"),
            ("Мария", "mariia"),
            ("O'Neill", "oneill"),
            ("Anne-Marie L.", "anne marie l"),
            ("St.John", "st john"),
            ("Ａｄａ 7", "ada 7"),
            ("Ada 🚀", "ada"),
            ("🚀", ""),
            ("", ""),
        ] {
            assert_eq!(plain(name), expected, "{name}");
        }
    }

    #[test]
    fn a_search_finds_names_whose_words_begin_so() {
        for (typed, name, found) in [
            ("jose", "José Núñez", true),
            ("nun jo", "José Núñez", true),
            ("JOSÉ", "Jose N.", true),
            ("ose", "José Núñez", false),
            ("jose x", "José Núñez", false),
            ("李", "李 小龍", true),
            ("li", "李 小龍", true),
            ("o'n", "Ada O’Neill", true),
            ("🚀", "Ada 🚀", false),
        ] {
            assert_eq!(
                NameSearch::of(typed).finds([name]),
                found,
                "{typed} in {name}"
            );
        }
        assert!(NameSearch::of("ada love").finds(["Ada", "Lovelace"]));
        assert!(!NameSearch::of("ada").finds([]));
    }

    #[test]
    fn what_is_looked_for_is_not_printed() {
        assert_eq!(format!("{:?}", NameSearch::of("Ada")), "NameSearch(..)");
    }
}

//! What two keyboards write differently and people take for the same.

use unicode_normalization::UnicodeNormalization as _;

use super::line::is_invisible;

/// A name or code as every keyboard writes it: its compatibility composition (NFKC, Unicode Standard
/// Annex 15) without signs that no one sees. Full-width letters are letters.
pub fn compatible(typed: &str) -> String {
    typed.nfkc().filter(|sign| !is_invisible(*sign)).collect()
}

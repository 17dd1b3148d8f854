//! What a person typed as their secret, in the one form in which it is hashed.

use domain::accounts::passphrases;
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;

/// A typed secret after normalisation. Never printed; its memory is wiped when it goes.
#[derive(Clone, Debug)]
pub struct SecretText(SecretString);

impl SecretText {
    /// An adult's password: NFKC, and nothing cut or trimmed (SEC-04, NIST SP 800-63B-4 §3.1.1.2).
    pub fn password(typed: &SecretString) -> Self {
        Self(typed.expose_secret().nfkc().collect::<String>().into())
    }

    /// A student's passphrase: NFKC, then the words alone (SEC-07).
    pub fn passphrase(typed: &SecretString) -> Self {
        let compatible: SecretString = typed.expose_secret().nfkc().collect::<String>().into();
        Self(passphrases::normalize(compatible.expose_secret()).into())
    }

    /// The normalised text, to be judged or hashed and nothing else.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::SecretText;

    #[test]
    fn one_password_typed_on_two_keyboards_is_the_same() {
        let composed = SecretText::password(&"caf\u{e9} \u{fb01}sh".into());
        let decomposed = SecretText::password(&"cafe\u{301} fish".into());
        assert_eq!(composed.expose(), decomposed.expose());
    }

    #[test]
    fn spaces_around_a_password_belong_to_it() {
        assert_eq!(SecretText::password(&" owl ".into()).expose(), " owl ");
    }

    #[test]
    fn a_passphrase_in_full_width_letters_is_the_same() {
        let typed = SecretText::passphrase(&"Ｃｏｐｐｅｒ－Ａｃｏｒｎ-dune".into());
        assert_eq!(typed.expose(), "copper acorn dune");
    }

    #[test]
    fn a_secret_does_not_reach_a_log() {
        let printed = format!("{:?}", SecretText::password(&"copper acorn dune".into()));
        assert!(!printed.contains("copper"), "{printed}");
    }
}

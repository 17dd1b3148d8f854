//! Refresh tokens: opaque, stored as hashes, each derived from the one before (G-RT1, G-RT3).

use aws_lc_rs::{
    digest::{SHA256, digest},
    hmac,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::mint::Mint;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// How many bytes a token is: 256 bits.
const LENGTH: usize = 32;

/// Tells these derivations from other uses of the same key.
const PURPOSE: &[u8] = b"hallpass refresh token successor v1";

/// What was presented is not a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this is not a refresh token")]
pub struct NotARefreshToken;

/// A refresh token as its holder has it. Never stored, never printed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct RefreshToken([u8; LENGTH]);

/// What is stored of a refresh token: its SHA-256. The token has 256 random bits, so a fast hash
/// suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RefreshTokenHash(pub [u8; LENGTH]);

impl RefreshToken {
    /// The first token of a session.
    pub fn first(mint: &dyn Mint) -> Self {
        let mut bytes = [0; LENGTH];
        mint.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads a token as a client presents it.
    pub fn read(presented: &SecretString) -> Result<Self, NotARefreshToken> {
        let mut bytes = [0; LENGTH];
        match URL_SAFE_NO_PAD.decode_slice(presented.expose_secret(), &mut bytes) {
            Ok(LENGTH) => Ok(Self(bytes)),
            _ => Err(NotARefreshToken),
        }
    }

    /// The token as the client gets it: 43 characters of base64url.
    pub fn reveal(&self) -> SecretString {
        URL_SAFE_NO_PAD.encode(self.0).into()
    }

    /// What is stored of it.
    pub fn hash(&self) -> RefreshTokenHash {
        let mut hash = [0; LENGTH];
        hash.copy_from_slice(digest(&SHA256, &self.0).as_ref());
        RefreshTokenHash(hash)
    }
}

/// Makes successors. Who holds a token cannot compute the next one without the server's key.
pub struct RefreshTokens {
    key: hmac::Key,
}

impl RefreshTokens {
    /// Makes successors with this key, which all instances share.
    pub fn new(key: &[u8; LENGTH]) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
        }
    }

    /// The one successor of a token: the same however often it is asked for.
    pub fn successor(&self, presented: &RefreshToken) -> RefreshToken {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(PURPOSE);
        context.update(&presented.0);
        let mut bytes = [0; LENGTH];
        bytes.copy_from_slice(context.sign().as_ref());
        RefreshToken(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use secrecy::{ExposeSecret, SecretString};

    use super::{RefreshToken, RefreshTokens};
    use crate::accounts::seeded_mint::SeededMint;

    #[test]
    fn a_token_reads_back_as_itself() {
        let token = RefreshToken::first(&SeededMint::default());
        let revealed = token.reveal();
        assert_eq!(revealed.expose_secret().len(), 43);
        let read = RefreshToken::read(&revealed).unwrap();
        assert_eq!(read.hash(), token.hash());
    }

    #[test]
    fn a_lost_answer_is_answered_with_the_same_successor() {
        let token = RefreshToken::first(&SeededMint::default());
        let [one, other] = [[1; 32], [2; 32]].map(|key| RefreshTokens::new(&key));
        assert_eq!(one.successor(&token).hash(), one.successor(&token).hash());
        assert_ne!(
            one.successor(&token).hash(),
            other.successor(&token).hash(),
            "the key of the server is needed"
        );
    }

    #[test]
    fn a_thousand_successors_are_all_different() {
        let tokens = RefreshTokens::new(&[7; 32]);
        let mut token = RefreshToken::first(&SeededMint::default());
        let mut seen = HashSet::new();
        for _ in 0..1000 {
            assert!(seen.insert(token.hash()));
            token = tokens.successor(&token);
        }
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let good = RefreshToken::first(&SeededMint::default()).reveal();
        let good = good.expose_secret();
        for text in [
            String::new(),
            "a".repeat(42),
            "a".repeat(44),
            "a".repeat(100_000),
            format!("{good}="),
            format!(" {good}"),
            "eyJhbGciOiJFZERTQSJ9.e30.c2ln".to_owned(),
            "+".repeat(43),
        ] {
            assert!(
                RefreshToken::read(&SecretString::from(text.clone())).is_err(),
                "{text}"
            );
        }
    }
}

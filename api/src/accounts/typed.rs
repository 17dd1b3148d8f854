//! Secrets as they come in a body.

use std::ops::Deref;

use persistence::accounts::opaque_token::{OpaqueToken, TokenKind};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de::Error};

/// Characters of a secret that is looked at, at most: more than any that can be set, so that the
/// bound tells nothing about which can.
const LONGEST: usize = 512;

/// A secret of a bearable length. Never printed; its memory is wiped when it goes.
#[derive(Debug)]
pub struct Typed(SecretString);

impl Deref for Typed {
    type Target = SecretString;

    fn deref(&self) -> &SecretString {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let typed = String::deserialize(decoder)?;
        if (1..=LONGEST).contains(&typed.chars().count()) {
            Ok(Self(typed.into()))
        } else {
            Err(D::Error::custom("a secret of another length"))
        }
    }
}

/// The token of a device, if this is one. Anything else is a device that is not known, which keeps
/// nobody out.
pub(super) fn device(typed: Option<&Typed>) -> Option<OpaqueToken> {
    typed.and_then(|typed| OpaqueToken::read(TokenKind::Device, typed.expose_secret()))
}

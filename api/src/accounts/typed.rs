//! Secrets as they come in a body.

use std::ops::Deref;

use persistence::accounts::opaque_token::{OpaqueToken, TokenKind};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, de::Error};
use utoipa::ToSchema;

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

/// The `device_token` that a device got at its last sign-in, of whatever account; absent on a device's
/// first. With it, failed tries on other devices neither delay nor lock an account that was signed in to
/// on this one. One that is not known is ignored.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(
    value_type = String,
    min_length = 68,
    max_length = 68,
    pattern = "^hpd_[A-Za-z0-9_-]{64}$",
    example = "hpd_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
)]
pub struct DeviceToken(Typed);

impl DeviceToken {
    /// The token, if this is one. Anything else is a device that is not known, which keeps nobody out.
    pub(crate) fn read(&self) -> Option<OpaqueToken> {
        OpaqueToken::read(TokenKind::Device, self.0.expose_secret())
    }
}

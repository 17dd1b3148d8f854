//! `[tokens]`: what access tokens say about their maker and reader.

use super::{
    reader::Reader,
    server::{self, Server},
};

/// `[tokens]`. Lifetimes of tokens, sessions and signing keys are set by rule (SEC-06, G-KEY) and not
/// here.
#[derive(Debug)]
pub struct Tokens {
    /// Issuer (RFC 7519 §4.1.1), without a slash at the end.
    pub issuer: String,
    /// Audience (RFC 7519 §4.1.3), 1 to 200 visible ASCII characters.
    pub audience: String,
}

impl Tokens {
    pub(super) fn read(reader: &mut Reader<'_>, server: Option<&Server>) -> Option<Self> {
        let public_url = server.map(|server| server.public_url.clone());
        let issuer = reader.parsed("tokens.issuer", server::ADDRESS, |text| {
            if text.is_empty() {
                Some(public_url)
            } else {
                server::site(text).map(Some)
            }
        });
        let audience = reader.parsed("tokens.audience", AUDIENCE, |text| {
            let fits =
                (1..=200).contains(&text.len()) && text.chars().all(|c| c.is_ascii_graphic());
            fits.then(|| text.to_owned())
        });
        Some(Self {
            issuer: issuer??.origin().ascii_serialization(),
            audience: audience?,
        })
    }
}

const AUDIENCE: &str = "1 to 200 visible characters without a space";

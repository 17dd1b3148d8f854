//! The token of a link, as a client sends it.

use persistence::accounts::opaque_token::{OpaqueToken, TokenKind};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    accounts::Typed,
    problem::{ApiError, ProblemKind},
};

/// The token of the link in a message to a parent: what follows `/consent/`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(
    value_type = String,
    min_length = 68,
    max_length = 68,
    pattern = "^hpc_[A-Za-z0-9_-]{64}$",
    example = "hpc_AZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAAAAAAAQ7mAZlrPHoAcACAAAAA"
)]
pub struct ConsentToken(Typed);

impl ConsentToken {
    /// The token.
    ///
    /// # Errors
    /// [`ProblemKind::ConsentLinkRefused`] if it is none.
    pub(super) fn read(&self) -> Result<OpaqueToken, ApiError> {
        read(self.0.expose_secret())
    }
}

/// Reads the token of a link.
pub(super) fn read(presented: &str) -> Result<OpaqueToken, ApiError> {
    OpaqueToken::read(TokenKind::Consent, presented).ok_or(ProblemKind::ConsentLinkRefused.into())
}

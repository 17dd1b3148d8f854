//! `GET /.well-known/jwks.json`

use actix_web::{get, web::Data};

use super::signing_keys::JsonWebKeySet;
use crate::{app::Hallpass, http::Answer, problem::ApiError};

/// Get the public signing keys
///
/// A JSON Web Key Set (RFC 7517) with the keys that verify access tokens. A key is published at
/// least a day before it signs, so a verifier may cache the set for five minutes.
#[utoipa::path(
    tag = "meta",
    responses((status = OK, description = "The public keys", body = JsonWebKeySet)),
)]
#[get("/.well-known/jwks.json")]
pub async fn show_signing_keys(hallpass: Data<Hallpass>) -> Result<Answer, ApiError> {
    let keys = hallpass.access_tokens().published_keys(hallpass.now());
    Ok(Answer::ok(&keys)?.published())
}

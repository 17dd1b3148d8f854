//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-07): a repeated `POST` has one
//! effect and gets one answer.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::StatusCode};
use domain::access::Action;
use persistence::{
    Tx,
    access::Permit,
    idempotency::{self, Kept, Known},
};

use super::{
    answer::Answer,
    body::{Body, sha256},
};
use crate::problem::{ApiError, ConflictReason, ProblemKind};

const HEADER: &str = "Idempotency-Key";
/// Characters of a key at most.
const LONGEST: usize = 255;

/// What is answered to a repeated request whose answer is not kept.
/// The key of a request, if it has one, and the address that it was sent to.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    key: Option<String>,
    address: String,
}

/// A request that is answered once: its key, and what it asked.
#[derive(Clone, Debug)]
pub struct IdempotentRequest {
    key: Option<String>,
    fingerprint: [u8; 32],
}

impl IdempotencyKey {
    /// Binds the key to the body.
    pub fn with<T>(self, body: &Body<T>) -> IdempotentRequest {
        self.with_digest(body.digest())
    }

    /// Binds the key to the digest of a body.
    pub fn with_digest(self, digest: &[u8; 32]) -> IdempotentRequest {
        let mut asked = self.address.into_bytes();
        asked.extend_from_slice(digest);
        IdempotentRequest {
            key: self.key,
            fingerprint: sha256(&asked),
        }
    }

    /// Binds the key to a request without a body.
    pub fn without_body(self) -> IdempotentRequest {
        self.with_digest(&[0; 32])
    }
}

impl IdempotentRequest {
    /// Does what is permitted, unless it was done before: then gives the answer of that time. The
    /// permit is of this instant, so no one gets an answer again to what they may not ask any more.
    ///
    /// # Errors
    /// What the operation returns; [`ProblemKind::IdempotencyKeyReused`] if the key was used for
    /// another request; a conflict if the answer is not kept any more. Neither a failure is kept nor
    /// an answer longer than it may be ([`Answer::kept_up_to`]).
    pub fn run<'t, A: Action>(
        &self,
        tx: &mut Tx<'t>,
        permit: &Permit<'t, A>,
        operation: impl FnOnce(&mut Tx<'t>) -> Result<Answer, ApiError>,
    ) -> Result<Answer, ApiError> {
        if let Some(answer) = self.answered(tx, permit)? {
            return Ok(answer);
        }
        let answer = operation(tx)?;
        if let Some(key) = &self.key
            && answer.is_kept()
        {
            let kept = Kept {
                status: answer.status().as_u16(),
                body: answer.body().to_vec(),
                location: answer.location().map(str::to_owned),
                secrets: answer.secrets().cloned(),
            };
            idempotency::keep(tx, permit, key, &self.fingerprint, &kept)?;
        }
        Ok(answer)
    }

    /// The answer that was given before, if one was: for operations that work long before they
    /// [`run`](Self::run).
    ///
    /// # Errors
    /// As [`Self::run`].
    pub fn answered<'t, A: Action>(
        &self,
        tx: &mut Tx<'t>,
        permit: &Permit<'t, A>,
    ) -> Result<Option<Answer>, ApiError> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        match idempotency::find(tx, permit, key, &self.fingerprint)? {
            Known::Nothing => Ok(None),
            Known::AnswerGone => Err(ApiError::Conflict(ConflictReason::AnswerGone)),
            Known::OtherRequest => Err(ProblemKind::IdempotencyKeyReused.into()),
            Known::Answer(kept) => {
                let status = StatusCode::from_u16(kept.status)
                    .map_err(|_| ApiError::Internal("a stored answer has an invalid status"))?;
                Ok(Some(Answer::again(status, kept.body, kept.location)))
            }
        }
    }
}

impl FromRequest for IdempotencyKey {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let address = format!("{} {}\n", request.method(), request.uri());
        let key = match request.headers().get(HEADER).map(|value| value.to_str()) {
            None => Ok(None),
            Some(Ok(key)) if !key.is_empty() && key.len() <= LONGEST => Ok(Some(key.to_owned())),
            Some(_) => Err(ApiError::header("Idempotency-Key")),
        };
        ready(key.map(|key| Self { key, address }))
    }
}

//! Receiving a request's payload: so many bytes at most, and never for longer than they are worth
//! (R-TIME, API4).
//!
//! A sender has some seconds and, beyond them, a second for every [`LEAST_RATE`] bytes that came:
//! who trickles is cut off, who is slow but steady is not.

use std::time::Duration;

use actix_web::{
    HttpMessage, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header::CONTENT_LENGTH,
    web::{Bytes, BytesMut, Data},
};
use futures_util::StreamExt as _;
use tokio::time::{Instant, timeout_at};

use crate::{
    accounts::access_token::Bearer,
    app::Hallpass,
    problem::{ApiError, ProblemKind},
};

/// Bytes that must come in a second once the first seconds are over: half a megabit.
const LEAST_RATE: usize = 64 << 10;
/// Bytes of a body at most that a person sends without a valid access token: a name and a secret.
const MOST_OF_A_STRANGER: usize = 16 << 10;

/// How much of a payload is taken, and for how long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    /// Bytes at most.
    pub(super) bytes: usize,
    /// The seconds that every sender has.
    pub(super) wait_timeout: Duration,
}

impl Bounds {
    /// The bounds of a JSON body that may have so many bytes, or as many as any.
    pub(super) fn of_body(request: &HttpRequest, may_have: usize) -> Self {
        Self::of(request, |hallpass| {
            let most = hallpass.max_body_bytes().max(may_have);
            match request.extensions().get::<Bearer>() {
                Some(_) => most,
                None => most.min(MOST_OF_A_STRANGER),
            }
        })
    }

    /// The bounds of an uploaded file.
    pub(super) fn of_upload(request: &HttpRequest) -> Self {
        Self::of(request, Hallpass::max_upload_bytes)
    }

    fn of(request: &HttpRequest, bytes: impl FnOnce(&Hallpass) -> usize) -> Self {
        let hallpass = request.app_data::<Data<Hallpass>>();
        hallpass.map_or(
            Self {
                bytes: 0,
                wait_timeout: Duration::ZERO,
            },
            |hallpass| Self {
                bytes: bytes(hallpass),
                wait_timeout: hallpass.service().request_body,
            },
        )
    }

    /// Refuses a payload that is too large by its own account, before any of it is read.
    pub(super) fn admit(self, request: &HttpRequest) -> Result<Self, ApiError> {
        let declared = request.headers().get(CONTENT_LENGTH);
        let declared = declared.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        match declared.map(usize::try_from) {
            Some(Ok(bytes)) if bytes <= self.bytes => Ok(self),
            None => Ok(self),
            Some(_) => Err(ProblemKind::PayloadTooLarge.into()),
        }
    }
}

/// Receives a payload within its bounds.
pub(super) async fn receive(mut payload: Payload, bounds: Bounds) -> Result<Bytes, ApiError> {
    let began = Instant::now();
    let mut received = BytesMut::new();
    loop {
        let earned = u64::try_from(received.len() / LEAST_RATE).unwrap_or_default();
        let deadline = began + bounds.wait_timeout + Duration::from_secs(earned);
        let next = timeout_at(deadline, payload.next())
            .await
            .map_err(|_| ApiError::from(ProblemKind::RequestTimeout))?;
        let Some(chunk) = next else {
            return Ok(received.freeze());
        };
        let chunk = chunk.map_err(|failure| match failure {
            PayloadError::Overflow => ProblemKind::PayloadTooLarge,
            _ => ProblemKind::BodyBroken,
        })?;
        if received.len().saturating_add(chunk.len()) > bounds.bytes {
            return Err(ProblemKind::PayloadTooLarge.into());
        }
        received.extend_from_slice(&chunk);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;

    use futures_util::stream;

    use super::*;

    type BoxedPayload = Pin<Box<dyn futures_util::Stream<Item = Result<Bytes, PayloadError>>>>;

    async fn refusal(failure: PayloadError) -> ProblemKind {
        let begins = Ok(Bytes::from_static(b"{"));
        let payload: BoxedPayload = Box::pin(stream::iter([begins, Err(failure)]));
        let bounds = Bounds {
            bytes: 100,
            wait_timeout: Duration::from_secs(20),
        };
        let broken = Payload::Stream { payload };
        receive(broken, bounds).await.unwrap_err().kind()
    }

    #[actix_web::test]
    async fn a_body_that_breaks_off_is_not_called_malformed() {
        let broken_off = refusal(PayloadError::Incomplete(None)).await;
        assert_eq!(broken_off, ProblemKind::BodyBroken);
        assert_eq!(
            refusal(PayloadError::Overflow).await,
            ProblemKind::PayloadTooLarge
        );
    }
}

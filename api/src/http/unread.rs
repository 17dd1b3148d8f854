//! The rest of a request body that is not read.
//!
//! The framework closes a connection whose request was answered before its body was read; but a
//! chunked body (RFC 9112 §7.1) it reads to its end first, however slowly that comes, and any
//! person could hold a connection open for as long as they like. It does so once the body is
//! dropped: so it is kept until the answer is out.

use std::{
    cell::RefCell,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpMessage as _,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    middleware::Next,
    web::Bytes,
};
use futures_util::Stream;

/// Closes the connection of a chunked request that is answered before its body was read.
///
/// # Errors
/// What the operation fails with.
pub async fn close_unread(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !request.chunked().unwrap_or(true) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    let payload = Rc::new(RefCell::new(request.take_payload()));
    request.set_payload(Payload::Stream {
        payload: Box::pin(Lent(Rc::clone(&payload))),
    });
    let response = next.call(request).await?;
    Ok(response.map_body(|_, body| {
        BoxBody::new(Holding {
            body: body.boxed(),
            _payload: payload,
        })
    }))
}

/// A payload that its reader does not own.
struct Lent(Rc<RefCell<Payload>>);

impl Stream for Lent {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(cx)
    }
}

/// An answer's body that keeps the request's payload.
struct Holding {
    body: BoxBody,
    _payload: Rc<RefCell<Payload>>,
}

impl MessageBody for Holding {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        self.body.as_pin_mut().poll_next(cx)
    }
}

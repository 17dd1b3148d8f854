//! Counts requests before anything is done for them.

use std::net::{IpAddr, Ipv4Addr};

use actix_web::{
    Error, HttpMessage as _, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue, TRANSFER_ENCODING, USER_AGENT},
    middleware::Next,
    web::Data,
};
use domain::{
    accounts::clients::ClientFamily,
    audit::{Source, TruncatedAddress},
};

use super::{
    RateClass,
    buckets::{Budget, Spent},
    headers,
};
use crate::{
    app::Hallpass,
    caller,
    client_address::{self, FORWARDED_FOR},
    http::LARGE_BODY_BYTES,
    problem::{ApiError, ProblemKind},
};

/// Bytes of a body that cost its sender a token.
const BYTES_OF_A_TOKEN: usize = 64 << 10;

/// Lets a request pass if every budget that it counts against has a token for it, and says on the
/// answer what is left.
///
/// # Errors
/// What the operation fails with.
pub async fn limit(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(hallpass) = request.app_data::<Data<Hallpass>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let spent = spend(&request, &hallpass);
    let wait = spent
        .iter()
        .filter(|spent| spent.remaining.is_none())
        .map(|spent| spent.seconds)
        .max();
    let mut response = match wait {
        Some(seconds) => {
            let refused = ApiError::Later {
                kind: ProblemKind::TooManyRequests,
                seconds,
            };
            let (request, _) = request.into_parts();
            ServiceResponse::new(request, HttpResponse::from_error(refused))
        }
        None => next.call(request).await?.map_into_boxed_body(),
    };
    headers::put(response.headers_mut(), &spent);
    Ok(response)
}

/// Takes the tokens. Who sends is looked at only if the address may send at all.
fn spend(request: &ServiceRequest, hallpass: &Hallpass) -> Vec<Spent> {
    let now = hallpass.now();
    let limits = hallpass.limits();
    let network = TruncatedAddress::from(client(request, hallpass));
    let said = request.headers().get(USER_AGENT);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    request.extensions_mut().insert(Source {
        network,
        client: ClientFamily::of_user_agent(said),
    });
    let of_address = limits.buckets.take(Budget::Address(network), now);
    if of_address.remaining.is_none() {
        return vec![of_address];
    }
    // What the router matches is the decoded path: one operation has many spellings (RFC 3986
    // §6.2.2.2) and one budget.
    let class = limits.class(request.method(), || {
        let path = request.match_info();
        request.resource_map().match_pattern(path.as_str())
    });
    let mut spent = vec![of_address];
    match class {
        RateClass::Requests => {}
        RateClass::SignIns => spent.push(limits.buckets.take(Budget::SignIns(network), now)),
        RateClass::JoinCodes => spent.push(limits.buckets.take(Budget::JoinCodes(network), now)),
    }
    match caller::bearer(request.headers(), hallpass) {
        Ok(bearer) => {
            request.extensions_mut().insert(bearer);
            let tokens = weight(request.headers());
            let of_caller = Budget::Caller(bearer.user);
            spent.push(limits.buckets.take_many(of_caller, tokens, now));
        }
        Err(reason) => {
            request.extensions_mut().insert(reason);
        }
    }
    spent
}

/// Tokens of a caller that a request costs: one, and one more for every [`BYTES_OF_A_TOKEN`] of its
/// body, so that who sends much sends less often. A body that does not say how large it is counts
/// as a large one.
fn weight(headers: &HeaderMap) -> u16 {
    let declared = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let bytes = match declared {
        Some(bytes) => bytes.min(LARGE_BODY_BYTES),
        None if headers.contains_key(TRANSFER_ENCODING) => LARGE_BODY_BYTES,
        None => 0,
    };
    u16::try_from(bytes / BYTES_OF_A_TOKEN)
        .unwrap_or(u16::MAX)
        .saturating_add(1)
}

fn client(request: &ServiceRequest, hallpass: &Hallpass) -> IpAddr {
    let peer = request
        .peer_addr()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.ip());
    let forwarded: Vec<&[u8]> = request
        .headers()
        .get_all(FORWARDED_FOR)
        .map(HeaderValue::as_bytes)
        .collect();
    client_address::of_request(
        peer,
        forwarded.into_iter(),
        &hallpass.service().trusted_proxies,
    )
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderName;

    use super::*;

    fn weight_of(name: HeaderName, value: &'static str) -> u16 {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        weight(&headers)
    }

    #[test]
    fn a_body_weighs_what_it_says_and_one_that_does_not_say_as_much_as_a_large_one() {
        assert_eq!(weight(&HeaderMap::new()), 1);
        assert_eq!(weight_of(CONTENT_LENGTH, "65535"), 1);
        assert_eq!(weight_of(CONTENT_LENGTH, "65536"), 2);
        assert_eq!(weight_of(CONTENT_LENGTH, "99999999999"), 65);
        assert_eq!(weight_of(TRANSFER_ENCODING, "chunked"), 65);
    }
}

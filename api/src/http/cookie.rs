//! Cookies that hold a token: only for this host, only over TLS, and out of reach of scripts (RFC
//! 6265bis §4.1.3.2).

use actix_web::http::header::{COOKIE, HeaderMap};

const ATTRIBUTES: &str = "Path=/; Secure; HttpOnly; SameSite=Strict";

/// The cookie of a name that holds a token for so many seconds.
pub fn holding(name: &str, token: &str, seconds: i64) -> String {
    format!("{name}={token}; Max-Age={seconds}; {ATTRIBUTES}")
}

/// The token in the cookie of a name, if there is exactly one.
pub fn one<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let mut found = headers
        .get_all(COOKIE)
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='));
    let token = found.next()?;
    found.next().is_none().then_some(token)
}

//! Answers in gzip, for clients that take it: a class's dashboard is then a sixth of its size.
//!
//! A compressed answer is another representation and has a tag of its own (RFC 9110 §8.8.3.3). It
//! speaks of the same content, so a condition takes either tag.

use std::io::Write as _;

use actix_web::{HttpRequest, http::header::ACCEPT_ENCODING};
use flate2::{Compression, write::GzEncoder};

/// Bytes from which on an answer is compressed: what is shorter fits into one packet anyway.
const FROM: usize = 1400;

/// What a tag of a compressed answer ends with.
const SUFFIX: &str = "-gzip\"";

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// As it is.
    Identity,
    /// By gzip (RFC 1952).
    Gzip,
}

/// How content of a media type and a length is written for the client, and whether that depends on
/// what it takes.
pub(super) fn coding(request: &HttpRequest, content_type: &str, bytes: usize) -> Option<Coding> {
    let is_text = content_type.starts_with("text/")
        || content_type.ends_with("json")
        || content_type.ends_with("yaml");
    (is_text && bytes >= FROM).then(|| {
        if takes_gzip(request) {
            Coding::Gzip
        } else {
            Coding::Identity
        }
    })
}

/// Whether `Accept-Encoding` names gzip and does not refuse it (RFC 9110 §12.5.3).
fn takes_gzip(request: &HttpRequest) -> bool {
    let lines = request.headers().get_all(ACCEPT_ENCODING);
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|named| {
            let mut parts = named.split(';').map(str::trim);
            let is_gzip = parts
                .next()
                .is_some_and(|coding| coding.eq_ignore_ascii_case("gzip"));
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            is_gzip && weight.is_none_or(|weight| weight.parse().is_ok_and(|q: f32| q > 0.0))
        })
}

/// For whom something is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// For one answer.
    Once,
    /// For many who read the same.
    ForMany,
}

/// The content in gzip; `None` if it cannot be written so.
pub(super) fn gzip(content: &[u8], effort: Effort) -> Option<Vec<u8>> {
    let room = Vec::with_capacity(content.len() / 4);
    let level = match effort {
        Effort::Once => Compression::fast(),
        Effort::ForMany => Compression::best(),
    };
    let mut encoder = GzEncoder::new(room, level);
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

/// The tag of the compressed form of what has this tag.
pub(super) fn compressed_tag(tag: &str) -> String {
    format!("{}{SUFFIX}", tag.trim_end_matches('"'))
}

/// The tag of the content that a client names: a proxy that compresses marks our tags as weak, and its
/// client has nothing else to send; the compressed form has a tag of its own.
pub(super) fn content_tag(named: &str) -> String {
    let strong = named.strip_prefix("W/").unwrap_or(named);
    strong
        .strip_suffix(SUFFIX)
        .map_or_else(|| strong.to_owned(), |content| format!("{content}\""))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn coding_for(accepted: &str, content_type: &str, bytes: usize) -> Option<Coding> {
        let request = TestRequest::default().insert_header(("Accept-Encoding", accepted));
        coding(&request.to_http_request(), content_type, bytes)
    }

    #[test]
    fn a_client_gets_gzip_if_it_takes_it_and_if_it_is_worth_it() {
        let json = "application/json";
        for taken in ["gzip", "br, GZIP;q=0.5", "deflate, gzip ; q=1.0"] {
            assert_eq!(coding_for(taken, json, FROM), Some(Coding::Gzip), "{taken}");
        }
        for refused in ["", "br", "gzip;q=0", "gzip; q=0.000", "*;q=0"] {
            let expected = Some(Coding::Identity);
            assert_eq!(coding_for(refused, json, FROM), expected, "{refused}");
        }
        assert_eq!(coding_for("gzip", json, FROM - 1), None);
        assert_eq!(coding_for("gzip", "application/zip", FROM), None);
    }

    #[test]
    fn a_tag_names_the_same_content_in_every_form() {
        let compressed = compressed_tag("\"abc\"");
        assert_eq!(compressed, "\"abc-gzip\"");
        for named in ["\"abc\"", "W/\"abc\"", &compressed, "W/\"abc-gzip\""] {
            assert_eq!(content_tag(named), "\"abc\"", "{named}");
        }
        assert_eq!(content_tag("*"), "*");
    }
}

//! The trace that a request is part of, as its sender says (W3C Trace Context, section 3.2).

use actix_web::http::header::{HeaderMap, HeaderName};

const TRACE_PARENT: HeaderName = HeaderName::from_static("traceparent");

/// Characters of `traceparent` as version 00 has it; later ones may append to it.
const LENGTH: usize = 55;

/// The trace id, 32 hexadecimal digits in lower case, of the one `traceparent` of a request; `None`
/// where it is missing, given twice or not exactly of the form.
pub(super) fn trace_id(headers: &HeaderMap) -> Option<&str> {
    let mut given = headers.get_all(TRACE_PARENT);
    let (first, second) = (given.next()?, given.next());
    let text = first.to_str().ok()?;
    second.is_none().then(|| parse(text)).flatten()
}

fn parse(text: &str) -> Option<&str> {
    let (head, appended) = text.split_at_checked(LENGTH)?;
    let mut parts = head.split('-');
    let (version, trace) = (parts.next()?, parts.next()?);
    let (parent, flags) = (parts.next()?, parts.next()?);
    let is_whole = match version {
        "00" => appended.is_empty(),
        _ => appended.is_empty() || appended.starts_with('-'),
    };
    let fits = parts.next().is_none()
        && is_hexadecimal(version, 2)
        && version != "ff"
        && is_id(trace, 32)
        && is_id(parent, 16)
        && is_hexadecimal(flags, 2);
    (is_whole && fits).then_some(trace)
}

/// An id has a digit other than zero.
fn is_id(text: &str, digits: usize) -> bool {
    is_hexadecimal(text, digits) && text.bytes().any(|digit| digit != b'0')
}

fn is_hexadecimal(text: &str, digits: usize) -> bool {
    text.len() == digits
        && text
            .bytes()
            .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

    #[test]
    fn only_the_exact_form_gives_a_trace() {
        let table = [
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                true,
            ),
            (
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                true,
            ),
            (
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                true,
            ),
            (
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
                false,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                false,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                false,
            ),
            (
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                false,
            ),
            (
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                false,
            ),
            (
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                false,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                false,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319-cb7ad6b7169203331-01",
                false,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                false,
            ),
            (
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                false,
            ),
            (
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0",
                false,
            ),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(parse(text), expected.then_some(TRACE), "{text:?}");
        }
    }

    #[test]
    fn two_parents_are_none() {
        let value =
            HeaderValue::from_static("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        let mut headers = HeaderMap::new();
        assert_eq!(trace_id(&headers), None);
        headers.append(TRACE_PARENT, value.clone());
        assert_eq!(trace_id(&headers), Some(TRACE));
        headers.append(TRACE_PARENT, value);
        assert_eq!(trace_id(&headers), None);
    }
}

//! SHA-256 digests in hexadecimal.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use validator::ValidationError;

/// Reads 64 hexadecimal digits.
pub fn parse(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let mut digest = [0; 32];
    for (place, byte) in digest.iter_mut().enumerate() {
        let pair = text.get(2 * place..2 * place + 2)?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(digest)
}

/// The digest of a text.
pub fn of(text: &str) -> [u8; 32] {
    let mut copied = [0; 32];
    for (byte, hashed) in copied
        .iter_mut()
        .zip(digest(&SHA256, text.as_bytes()).as_ref())
    {
        *byte = *hashed;
    }
    copied
}

/// Writes a digest in lower case.
pub fn print(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        let _written = write!(text, "{byte:02x}");
        text
    })
}

/// Checks a digest.
///
/// # Errors
/// `not_a_digest`.
pub fn check(text: &str) -> Result<(), ValidationError> {
    parse(text).map(drop).ok_or_else(|| {
        ValidationError::new("not_a_digest").with_message("must be 64 hexadecimal digits".into())
    })
}

#[cfg(test)]
mod tests {
    use super::{parse, print};

    #[test]
    fn a_digest_reads_back_as_itself() {
        let text = "00ff".repeat(16);
        assert_eq!(parse(&text).map(|digest| print(&digest)), Some(text));
        assert_eq!(parse("00"), None);
        assert_eq!(parse(&"é".repeat(32)), None);
    }
}

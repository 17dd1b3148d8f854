//! E-mail addresses, which are adults' only.
//!
//! No message leaves for a student by any channel (COM-01): a student's address is not kept at all,
//! so there is nothing that could become a recipient.

use std::fmt;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;

/// The longest address, in bytes (RFC 5321 §4.5.3.1.3 less the angle brackets).
pub const MAX_LENGTH: usize = 254;

/// The longest part before the `@`, in bytes (RFC 5321 §4.5.3.1.1).
pub const MAX_LOCAL_LENGTH: usize = 64;

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MalformedEmail {
    /// Longer than [`MAX_LENGTH`], or its local part than [`MAX_LOCAL_LENGTH`].
    #[error("the address is too long")]
    TooLong,
    /// Not exactly one `@` with something on both sides.
    #[error("an address has one @ with a name before and a domain after it")]
    NotNameAtDomain,
    /// White space or a control character inside.
    #[error("an address has no spaces")]
    Spaces,
    /// The domain is not labels joined by dots (RFC 5321 §4.1.2).
    #[error("the part after the @ is not a domain")]
    NotADomain,
}

/// The address of an adult: the only thing that mail can be sent to. Trimmed and in lower case.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailRecipient(String);

impl EmailRecipient {
    /// Reads the address of an adult. That its owner is one is the caller's knowledge.
    pub fn of_adult(text: &str) -> Result<Self, MalformedEmail> {
        normalize(text).map(Self)
    }

    /// The address, as mail software wants it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as far as a person needs it who already knows it: the first letter of either
    /// side, and the top of the domain (`g***@e***.edu`).
    pub fn masked(&self) -> String {
        let (local, domain) = self.0.split_once('@').unwrap_or_default();
        let top = domain.rsplit_once('.').map(|(_, top)| format!(".{top}"));
        let first = |text: &str| text.chars().take(1).collect::<String>();
        let top = top.unwrap_or_default();
        format!("{}***@{}***{top}", first(local), first(domain))
    }
}

impl fmt::Debug for EmailRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailRecipient(..)")
    }
}

/// Brings an address into the one form in which it is stored and looked up (NFC, as RFC 6532 §3.1 asks).
///
/// The local part is folded too: RFC 5321 lets a host tell `Ada` from `ada`, but none in use does,
/// and two accounts that differ in case alone would be a trap.
fn normalize(text: &str) -> Result<String, MalformedEmail> {
    let composed: String = text.trim().nfc().collect();
    let text = composed.as_str();
    if text.len() > MAX_LENGTH {
        return Err(MalformedEmail::TooLong);
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(MalformedEmail::Spaces);
    }
    let (local, domain) = text
        .split_once('@')
        .filter(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'))
        .ok_or(MalformedEmail::NotNameAtDomain)?;
    if local.len() > MAX_LOCAL_LENGTH {
        return Err(MalformedEmail::TooLong);
    }
    if !domain.split('.').all(is_label) {
        return Err(MalformedEmail::NotADomain);
    }
    let folded = text.to_lowercase();
    // Lower case can be longer than upper case in bytes ("İ").
    if folded.len() > MAX_LENGTH {
        return Err(MalformedEmail::TooLong);
    }
    Ok(folded)
}

/// Whether this is a label of a domain name; letters beyond ASCII are an internationalised one's.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::{EmailRecipient, MalformedEmail};

    #[test]
    fn an_address_is_trimmed_and_folded() {
        let email = EmailRecipient::of_adult("  Grace.Hopper@Example.EDU\n").unwrap();
        assert_eq!(email.as_str(), "grace.hopper@example.edu");
    }

    #[test]
    fn an_address_is_one_however_its_accents_are_written() {
        let composed = EmailRecipient::of_adult("no\u{eb}l@example.edu");
        assert_eq!(
            EmailRecipient::of_adult("noe\u{308}l@example.edu"),
            composed
        );
    }

    #[test]
    fn a_school_may_have_a_domain_of_one_label() {
        assert!(EmailRecipient::of_adult("grace@school").is_ok());
    }

    #[test]
    fn what_is_not_an_address_is_refused_with_its_reason() {
        let long_local = format!("{}@example.edu", "a".repeat(65));
        let long_domain = format!("a@{}.edu", "b".repeat(64));
        let long = format!("a@{}edu", "example.".repeat(40));
        for (text, reason) in [
            ("", MalformedEmail::NotNameAtDomain),
            ("grace", MalformedEmail::NotNameAtDomain),
            ("@example.edu", MalformedEmail::NotNameAtDomain),
            ("grace@", MalformedEmail::NotNameAtDomain),
            ("grace@hopper@example.edu", MalformedEmail::NotNameAtDomain),
            ("grace hopper@example.edu", MalformedEmail::Spaces),
            ("grace\r\nBcc:x@example.edu", MalformedEmail::Spaces),
            ("grace@example..edu", MalformedEmail::NotADomain),
            ("grace@-example.edu", MalformedEmail::NotADomain),
            ("grace@exa_mple.edu", MalformedEmail::NotADomain),
            (&long_domain, MalformedEmail::NotADomain),
            (&long_local, MalformedEmail::TooLong),
            (&long, MalformedEmail::TooLong),
        ] {
            assert_eq!(EmailRecipient::of_adult(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn an_address_does_not_reach_a_log() {
        let adult = EmailRecipient::of_adult("grace@example.edu").unwrap();
        let printed = format!("{adult:?}");
        assert!(!printed.contains("grace"), "{printed}");
    }

    #[test]
    fn a_masked_address_is_known_again_and_tells_little() {
        for (address, masked) in [
            ("grace.hopper@example.edu", "g***@e***.edu"),
            ("g@schools.example.org", "g***@s***.org"),
            ("grace@school", "g***@s***"),
            ("Ä@müller.example", "ä***@m***.example"),
        ] {
            let address = EmailRecipient::of_adult(address).unwrap();
            assert_eq!(address.masked(), masked);
        }
    }
}

//! Why a request that needs an access token is not answered.

use domain::text_enum::TextEnum as _;

domain::text_enum! {
    /// Why an access token is not accepted. What is said of a token's time or session is said to
    /// those alone who hold a token that this instance signed.
    pub enum TokenReason {
        /// The request has no access token. Sign in.
        Missing = "missing",
        /// The text is no access token of this instance. Sign in.
        Invalid = "invalid",
        /// The time of the access token is over. Refresh the session.
        Expired = "expired",
        /// The session of the access token has ended, or its account may not be used. Sign in.
        Revoked = "revoked",
    }
}

/// What is protected (RFC 9110 §11.5).
const REALM: &str = "hallpass";

impl TokenReason {
    /// The challenge (RFC 6750 §3): without an error if there was no token.
    pub fn challenge(self) -> String {
        match self {
            Self::Missing => format!("Bearer realm=\"{REALM}\""),
            Self::Invalid | Self::Expired | Self::Revoked => format!(
                "Bearer realm=\"{REALM}\", error=\"invalid_token\", error_description=\"{}\"",
                self.as_str()
            ),
        }
    }
}

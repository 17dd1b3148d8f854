//! The links of messages.

use crate::accounts::opaque_token::OpaqueToken;

/// Where the links of messages lead: to the pages that Hallpass serves itself.
#[derive(Clone, Debug)]
pub struct Links {
    /// The address of the service, without a slash at its end.
    pub base: String,
}

impl Links {
    /// Where a parent decides.
    pub(super) fn decide(&self, token: &OpaqueToken) -> String {
        format!("{}/consent/{}", self.base, token.reveal().as_str())
    }

    /// Where who never agreed says so.
    pub(super) fn revoke(&self, token: &OpaqueToken) -> String {
        format!("{}/consent/{}/not-me", self.base, token.reveal().as_str())
    }
}

//! Opaque tokens: 256 random bits behind the organization in which to look them up. Only their
//! SHA-256 is stored; with so many random bits a fast hash suffices (G-RT1).

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    ids::{Id, OrganizationId},
    mint::Mint,
};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::keys::OrganizationKey;

/// Bytes of the organization's id.
const ORGANIZATION: usize = 16;
/// Bytes of the secret: 256 bits.
const SECRET: usize = 32;

/// What an opaque token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// It refreshes a session.
    Refresh,
    /// It opens an invited account.
    Invitation,
    /// It lets a parent decide, or take back what was decided.
    Consent,
    /// It tells a device on which an account was signed in to. It opens nothing.
    Device,
    /// It makes a person the guardian of a student.
    Pairing,
    /// It reminds the age gate of an answer.
    AgeGate,
    /// It restores an account that is being deleted.
    Recovery,
    /// It shows the page of a student's record.
    RecordPage,
}

impl TokenKind {
    /// How tokens of this kind begin, so that scanners for lost secrets know them.
    const fn prefix(self) -> &'static str {
        match self {
            Self::Refresh => "hpr_",
            Self::Invitation => "hpi_",
            Self::Consent => "hpc_",
            Self::Device => "hpd_",
            Self::Pairing => "hpp_",
            Self::AgeGate => "hpg_",
            Self::Recovery => "hpu_",
            Self::RecordPage => "hpv_",
        }
    }
}

/// An opaque token as its holder has it. Never stored, never printed.
#[derive(Clone)]
pub struct OpaqueToken {
    kind: TokenKind,
    organization: OrganizationId,
    secret: Zeroizing<[u8; SECRET]>,
}

impl OpaqueToken {
    /// A new token.
    pub(crate) fn new(kind: TokenKind, organization: OrganizationId, mint: &dyn Mint) -> Self {
        let mut secret = Zeroizing::new([0; SECRET]);
        mint.fill(secret.as_mut_slice());
        Self {
            kind,
            organization,
            secret,
        }
    }

    /// Reads a token as its holder presents it; `None` if it is no token of this kind.
    pub fn read(kind: TokenKind, presented: &str) -> Option<Self> {
        let encoded = presented.strip_prefix(kind.prefix())?;
        let mut bytes = Zeroizing::new([0; ORGANIZATION + SECRET]);
        let length = URL_SAFE_NO_PAD
            .decode_slice(encoded, bytes.as_mut_slice())
            .ok()?;
        let (organization, rest) = bytes.get(..length)?.split_at_checked(ORGANIZATION)?;
        let mut secret = Zeroizing::new([0; SECRET]);
        if rest.len() != SECRET {
            return None;
        }
        secret.copy_from_slice(rest);
        Some(Self {
            kind,
            organization: Id::from_uuid(Uuid::from_slice(organization).ok()?),
            secret,
        })
    }

    /// The token as its holder gets it: a prefix and 64 characters of base64url.
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(ORGANIZATION + SECRET));
        bytes.extend_from_slice(self.organization.uuid().as_bytes());
        bytes.extend_from_slice(self.secret.as_slice());
        let mut text = Zeroizing::new(self.kind.prefix().to_owned());
        URL_SAFE_NO_PAD.encode_string(bytes.as_slice(), &mut text);
        text
    }

    /// The organization in which to look it up. Nothing but a hint until the digest was found
    /// there.
    pub fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// What is stored of it.
    pub(crate) fn digest(&self) -> Vec<u8> {
        digest(&SHA256, self.secret.as_slice()).as_ref().to_vec()
    }

    /// The one successor of a refresh token: the same however often it is asked for, and beyond the
    /// reach of the person who holds the token but not the organization's key (G-RT3).
    pub(crate) fn successor(&self, key: &OrganizationKey) -> Self {
        Self {
            secret: key.derive("refresh", self.secret.as_slice()),
            ..self.clone()
        }
    }
}

impl fmt::Debug for OpaqueToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpaqueToken({:?}, ..)", self.kind)
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        ids::PLATFORM,
        mint::{Mint, Sequence},
    };

    use super::{OpaqueToken, TokenKind};

    static SEQUENCE: Sequence = Sequence::new();

    struct Sevens;

    impl Mint for Sevens {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(7);
        }

        fn sequence(&self) -> &Sequence {
            &SEQUENCE
        }
    }

    #[test]
    fn a_token_reads_back_as_itself_and_as_nothing_else() {
        let token = OpaqueToken::new(TokenKind::Invitation, PLATFORM, &Sevens);
        let revealed = token.reveal();
        assert_eq!(revealed.len(), 68);
        let read = OpaqueToken::read(TokenKind::Invitation, &revealed).unwrap();
        assert_eq!(read.digest(), token.digest());
        assert_eq!(read.organization(), PLATFORM);
        assert!(OpaqueToken::read(TokenKind::Refresh, &revealed).is_none());
        assert!(!format!("{token:?}").contains(&revealed[4..]));
    }

    #[test]
    fn what_is_no_token_is_refused() {
        let good = OpaqueToken::new(TokenKind::Refresh, PLATFORM, &Sevens).reveal();
        for text in [
            String::new(),
            "hpr_".to_owned(),
            format!("{}=", *good),
            format!(" {}", *good),
            format!("{}A", *good),
            good[..good.len() - 1].to_owned(),
            good[4..].to_owned(),
            format!("hpr_{}", "+".repeat(64)),
            format!("hpr_{}", "a".repeat(100_000)),
            "eyJhbGciOiJFZERTQSJ9.e30.c2ln".to_owned(),
        ] {
            assert!(
                OpaqueToken::read(TokenKind::Refresh, &text).is_none(),
                "{text}"
            );
        }
    }
}

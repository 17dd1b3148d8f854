//! Leaves, which need no key: proofs can be built on them.

use aws_lc_rs::digest::{Context, SHA256};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A SHA-256 digest.
pub type Digest = [u8; 32];

/// Prefix of a leaf, RFC 6962 §2.1: a leaf can never be taken for an inner node.
const LEAF: u8 = 0;
/// Prefix of a list of objects.
const LIST: u8 = 3;

/// Hashes the fields of an event, each with its length, so that no two events read the same.
pub(super) struct LeafHasher(Context);

impl LeafHasher {
    pub(super) fn new() -> Self {
        Self::with(LEAF)
    }

    pub(super) fn of_list() -> Self {
        Self::with(LIST)
    }

    fn with(prefix: u8) -> Self {
        let mut context = Context::new(&SHA256);
        context.update(&[prefix]);
        Self(context)
    }

    /// A field that is there, or one that is not.
    pub(super) fn field(mut self, value: Option<&[u8]>) -> Self {
        match value {
            Some(bytes) => {
                self.0.update(&[1]);
                self.0
                    .update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
                self.0.update(bytes);
            }
            None => self.0.update(&[0]),
        }
        self
    }

    pub(super) fn finish(self) -> Digest {
        digest(self.0)
    }
}

fn digest(context: Context) -> Digest {
    let mut bytes = [0; 32];
    for (byte, hashed) in bytes.iter_mut().zip(context.finish().as_ref()) {
        *byte = *hashed;
    }
    bytes
}

/// Everything that an event's row says, as it is written and as it is read back.
pub(super) struct LeafFields<'a> {
    pub(super) organization: Uuid,
    pub(super) id: Uuid,
    pub(super) at: DateTime<Utc>,
    pub(super) happening: &'a str,
    pub(super) outcome: &'a str,
    pub(super) actor: Option<Uuid>,
    pub(super) relationship: Option<&'a str>,
    pub(super) basis: Option<&'a str>,
    pub(super) subject_kind: Option<&'a str>,
    pub(super) subject: Option<Uuid>,
    pub(super) person: Option<Uuid>,
    pub(super) object_list: &'a [u8],
    pub(super) records: i32,
    pub(super) attempts: i32,
    pub(super) channel: &'a str,
    pub(super) request: Uuid,
    pub(super) network: Option<&'a str>,
    pub(super) client: Option<&'a str>,
    pub(super) detail: Option<&'a [u8]>,
}

impl LeafFields<'_> {
    pub(super) fn digest(&self, hasher: LeafHasher) -> Digest {
        hasher
            .field(Some(self.organization.as_bytes()))
            .field(Some(self.id.as_bytes()))
            .field(Some(&self.at.timestamp_micros().to_be_bytes()))
            .field(Some(self.happening.as_bytes()))
            .field(Some(self.outcome.as_bytes()))
            .field(self.actor.as_ref().map(|id| id.as_bytes().as_slice()))
            .field(self.relationship.map(str::as_bytes))
            .field(self.basis.map(str::as_bytes))
            .field(self.subject_kind.map(str::as_bytes))
            .field(self.subject.as_ref().map(|id| id.as_bytes().as_slice()))
            .field(self.person.as_ref().map(|id| id.as_bytes().as_slice()))
            .field(Some(self.object_list))
            .field(Some(&self.records.to_be_bytes()))
            .field(Some(&self.attempts.to_be_bytes()))
            .field(Some(self.channel.as_bytes()))
            .field(Some(self.request.as_bytes()))
            .field(self.network.map(str::as_bytes))
            .field(self.client.map(str::as_bytes))
            .field(self.detail)
            .finish()
    }
}

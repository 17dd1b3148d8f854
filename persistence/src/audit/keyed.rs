//! What is written with a key: whoever has the database alone can make none of it.

use aws_lc_rs::hmac;
use domain::ids::OrganizationId;

use super::hashes::Digest;
use crate::{database::Tx, error::DbError, keys::OrganizationKey};

/// What the key is derived for.
const PURPOSE: &str = "audit_log";

/// Prefix of a link of the chain. 0 and 3 are those of unkeyed hashes, and 1 is RFC 6962's.
const LINK: u8 = 2;
/// Prefix of the head of one log.
const HEAD: u8 = 4;
/// Prefix of an event that waits to be linked.
const WAITING: u8 = 5;
/// Prefix of the head over all logs.
const INSTALLATION: u8 = 6;

/// The key of one organization's log, derived from the organization's key and so the same after
/// the master key was exchanged.
pub(super) struct LogKey(hmac::Key);

impl LogKey {
    /// The key of the transaction's tenant.
    pub(super) fn of(tx: &mut Tx<'_>) -> Result<Self, DbError> {
        Ok(Self::derived(tx.organization_key()?.as_ref()))
    }

    fn derived(key: &OrganizationKey) -> Self {
        let bytes = key.derive(PURPOSE, &[]);
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes.as_slice()))
    }

    /// The link of the event at a position to the one before it; the first has a link of zeros
    /// before it.
    pub(super) fn link(&self, previous: &Digest, leaf: &Digest, position: i64) -> Digest {
        self.sign(LINK, &[previous, leaf, &position.to_be_bytes()])
    }

    /// Says that the log ended here.
    pub(super) fn head(&self, head: &Head) -> Digest {
        self.sign(HEAD, &[&head.position.to_be_bytes(), &head.link])
    }

    /// Says that an event with this leaf was written and waits to be linked.
    pub(super) fn waiting(&self, leaf: &[u8]) -> Digest {
        self.sign(WAITING, &[leaf])
    }

    /// Says that these were the heads of all logs.
    pub(super) fn installation(&self, position: i64, heads: &[u8]) -> Digest {
        self.sign(INSTALLATION, &[&position.to_be_bytes(), heads])
    }

    /// At most the last part may vary in length.
    fn sign(&self, prefix: u8, parts: &[&[u8]]) -> Digest {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(&[prefix]);
        for part in parts {
            context.update(part);
        }
        let mut bytes = [0; 32];
        for (byte, signed) in bytes.iter_mut().zip(context.sign().as_ref()) {
            *byte = *signed;
        }
        bytes
    }
}

/// Where a log ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The position of its last linked event, counted from 1; 0 if there is none.
    pub position: i64,
    /// The link of that event; zeros if there is none.
    pub link: Digest,
}

impl Head {
    /// Where a log begins.
    pub(super) const START: Self = Self {
        position: 0,
        link: [0; 32],
    };

    /// Bytes of a head with its organization.
    const LENGTH: usize = 56;

    /// As the head over all logs holds it.
    pub(super) fn write(&self, organization: OrganizationId, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(organization.uuid().as_bytes());
        bytes.extend_from_slice(&self.position.to_be_bytes());
        bytes.extend_from_slice(&self.link);
    }

    /// Reads what [`Self::write`] wrote, one after the other; `None` if it is nothing of the kind.
    pub(super) fn read_all(bytes: &[u8]) -> Option<Vec<(OrganizationId, Self)>> {
        let (heads, rest) = bytes.as_chunks::<{ Self::LENGTH }>();
        if !rest.is_empty() {
            return None;
        }
        heads.iter().map(|head| Self::read(head)).collect()
    }

    fn read(bytes: &[u8]) -> Option<(OrganizationId, Self)> {
        let (organization, rest) = bytes.split_first_chunk::<16>()?;
        let (position, link) = rest.split_first_chunk::<8>()?;
        let head = Self {
            position: i64::from_be_bytes(*position),
            link: link.try_into().ok()?,
        };
        let organization = uuid::Uuid::from_bytes(*organization);
        Some((OrganizationId::from_uuid(organization), head))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key(byte: u8) -> LogKey {
        LogKey(hmac::Key::new(hmac::HMAC_SHA256, &[byte; 32]))
    }

    #[test]
    fn a_link_is_the_hmac_of_prefix_previous_leaf_and_position() {
        let mut message = vec![2];
        message.extend([1; 32]);
        message.extend([9; 32]);
        message.extend([0, 0, 0, 0, 0, 0, 1, 2]);
        let expected = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &[7; 32]), &message);
        assert_eq!(
            key(7).link(&[1; 32], &[9; 32], 258).as_slice(),
            expected.as_ref()
        );
    }

    #[test]
    fn a_link_depends_on_the_key_and_on_everything_that_it_links() {
        let links = [
            key(7).link(&[1; 32], &[9; 32], 3),
            key(8).link(&[1; 32], &[9; 32], 3),
            key(7).link(&[2; 32], &[9; 32], 3),
            key(7).link(&[1; 32], &[8; 32], 3),
            key(7).link(&[1; 32], &[9; 32], 4),
        ];
        let distinct: std::collections::HashSet<_> = links.iter().collect();
        assert_eq!(distinct.len(), links.len());
    }

    #[test]
    fn what_is_said_of_one_thing_cannot_be_taken_for_what_is_said_of_another() {
        let head = Head {
            position: 3,
            link: [1; 32],
        };
        let same_bytes = [head.position.to_be_bytes().as_slice(), &head.link].concat();
        let said = [
            key(7).head(&head),
            key(7).waiting(&same_bytes),
            key(7).installation(3, &head.link),
            key(7).sign(LINK, &[&same_bytes]),
        ];
        let distinct: std::collections::HashSet<_> = said.iter().collect();
        assert_eq!(distinct.len(), said.len());
    }

    #[test]
    fn heads_read_back_as_they_were_written_and_nothing_else_does() {
        let heads = [(1, 5), (2, 7)].map(|(organization, position)| {
            let organization = OrganizationId::from_uuid(Uuid::from_u128(organization));
            let link = [9; 32];
            (organization, Head { position, link })
        });
        let mut bytes = Vec::new();
        for (organization, head) in &heads {
            head.write(*organization, &mut bytes);
        }
        assert_eq!(Head::read_all(&bytes), Some(heads.to_vec()));
        assert_eq!(Head::read_all(&[]), Some(Vec::new()));
        bytes.pop();
        assert_eq!(Head::read_all(&bytes), None);
    }
}

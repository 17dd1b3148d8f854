//! The file of a backup: a header that anybody reads, and the content, compressed and sealed in parts.
//!
//! ```text
//! "HALLPASS-BACKUP-1\n" ‖ length (4) ‖ header (JSON)
//! then for each part: length (4) ‖ sealed part
//! ```
//!
//! Every part is bound to the header, to its number and to whether it is the last one, so that no part can
//! be left out, moved or cut off. The last part says how long the content is and has its digest.

mod header;
mod read;
mod write;

pub use header::{Header, Origin, ReadError, read_header};
pub use read::{Content, Verified};
pub use write::ContentWriter;

use aws_lc_rs::digest::{SHA256, digest};
use serde::{Deserialize, Serialize};

/// Bytes of content in a part.
const PART: usize = 1 << 20;
/// Bytes of a sealed part at most.
const SEALED_PART: u32 = 2 << 20;

/// The last part.
#[derive(Debug, Serialize, Deserialize)]
struct Trailer {
    bytes: u64,
    sha256: String,
}

/// Whether a part is the last one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Content,
    Last,
}

/// What a part is bound to.
fn place(header: &[u8; 32], number: u64, part: Part) -> Vec<u8> {
    let mut place = header.to_vec();
    place.extend_from_slice(&number.to_be_bytes());
    place.push(match part {
        Part::Content => 0,
        Part::Last => 1,
    });
    place
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut copied = [0; 32];
    for (byte, hashed) in copied.iter_mut().zip(digest(&SHA256, bytes).as_ref()) {
        *byte = *hashed;
    }
    copied
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        sync::Arc,
    };

    use chrono::DateTime;
    use persistence::keys::{Keyring, MasterKey, MasterKeys};
    use uuid::Uuid;

    use super::*;
    use crate::system::SystemMint;

    fn keys(byte: u8) -> Keyring {
        let masters = MasterKeys::new(MasterKey::new("1", [byte; 32]), Vec::new());
        Keyring::new(masters, Arc::new(SystemMint::default()))
    }

    /// Three parts and a bit that does not compress well.
    fn content() -> Vec<u8> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..3 * PART + 17).map(|_| next()).collect()
    }

    fn made(keys: &Keyring, content: &[u8]) -> Vec<u8> {
        let header = Header::new(
            Uuid::from_u128(5),
            Origin {
                engine: "sqlite".to_owned(),
                tool: None,
                schema: "2026-11-28-000020".to_owned(),
                created_at: DateTime::UNIX_EPOCH,
            },
        );
        let mut writer = ContentWriter::begin(Vec::new(), keys, header).unwrap();
        writer.write_all(content).unwrap();
        writer.finish().unwrap().0
    }

    fn opened(keys: &Keyring, file: &[u8]) -> Result<Vec<u8>, String> {
        let mut file = file;
        let (header, bound) = read_header(&mut file).map_err(|failure| failure.to_string())?;
        let mut found =
            Content::open(file, keys, &header, bound).map_err(|failure| failure.to_string())?;
        let mut content = Vec::new();
        found
            .read_to_end(&mut content)
            .map_err(|failure| failure.to_string())?;
        found.finish().map_err(|failure| failure.to_string())?;
        Ok(content)
    }

    #[test]
    fn sec_11_a_backup_opens_with_the_master_key_and_with_no_other() {
        let (content, own) = (content(), keys(1));
        let file = made(&own, &content);
        assert_eq!(opened(&own, &file), Ok(content));
        let other = opened(&keys(2), &file).unwrap_err();
        assert!(other.contains("master key"), "{other}");
        assert_eq!(opened(&own, &made(&own, &[])), Ok(Vec::new()));
    }

    #[test]
    fn sec_11_a_backup_that_was_cut_off_or_changed_does_not_open() {
        let own = keys(1);
        let file = made(&own, &content());
        let parts_begin = file.len() - file.len() / 4;
        for cut in [3, 40, file.len() / 3, parts_begin, file.len() - 1] {
            let said = opened(&own, &file[..cut]).unwrap_err();
            assert!(
                said.contains("not a backup") || said.contains("cut off"),
                "{cut}: {said}"
            );
        }
        // A cut between two parts leaves whole ones, of which none is the last.
        let mut at = file.iter().position(|byte| *byte == b'}').unwrap() + 1;
        let length =
            usize::try_from(u32::from_be_bytes(file[at..at + 4].try_into().unwrap())).unwrap();
        at += 4 + length;
        assert!(opened(&own, &file[..at]).unwrap_err().contains("cut off"));
        for changed in [60, at + 100, file.len() - 5] {
            let mut other = file.clone();
            other[changed] ^= 1;
            assert!(opened(&own, &other).is_err(), "{changed}");
        }
        let mut longer = file.clone();
        longer.extend_from_slice(b"more");
        assert!(opened(&own, &longer).is_err());
    }
}

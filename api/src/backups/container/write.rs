//! Writing a backup.

use std::io::{self, Write};

use aws_lc_rs::digest::{Context, SHA256};
use flate2::{Compression, write::ZlibEncoder};
use persistence::keys::{BackupKey, Keyring};

use super::{
    PART, Part, Trailer,
    header::{Header, MAGIC},
    place, sha256,
};
use crate::digest;

/// Seals what is written to it in parts.
struct Parts<'k, W: Write> {
    file: W,
    keys: &'k Keyring,
    key: BackupKey,
    bound: [u8; 32],
    number: u64,
    waiting: Vec<u8>,
}

/// Takes the content of a backup.
pub struct ContentWriter<'k, W: Write> {
    parts: ZlibEncoder<Parts<'k, W>>,
    digest: Context,
    bytes: u64,
}

impl<'k, W: Write> ContentWriter<'k, W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// If writing fails, or the key cannot be made.
    pub fn begin(mut file: W, keys: &'k Keyring, mut header: Header) -> io::Result<Self> {
        let key = header.seal_with(keys).map_err(io::Error::other)?;
        let text = serde_json::to_vec(&header)?;
        let length = u32::try_from(text.len()).map_err(io::Error::other)?;
        file.write_all(MAGIC)?;
        file.write_all(&length.to_be_bytes())?;
        file.write_all(&text)?;
        let parts = Parts {
            file,
            keys,
            key,
            bound: sha256(&text),
            number: 0,
            waiting: Vec::with_capacity(PART),
        };
        Ok(Self {
            parts: ZlibEncoder::new(parts, Compression::fast()),
            digest: Context::new(&SHA256),
            bytes: 0,
        })
    }

    /// Ends the file: it, and how many bytes of content it has.
    ///
    /// # Errors
    /// If writing fails.
    pub fn finish(self) -> io::Result<(W, u64)> {
        let mut parts = self.parts.finish()?;
        parts.put(Part::Content)?;
        let trailer = Trailer {
            bytes: self.bytes,
            sha256: digest::print(self.digest.finish().as_ref()),
        };
        parts.waiting = serde_json::to_vec(&trailer)?;
        parts.put(Part::Last)?;
        parts.file.flush()?;
        Ok((parts.file, self.bytes))
    }
}

impl<W: Write> Write for ContentWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.parts.write_all(bytes)?;
        self.digest.update(bytes);
        self.bytes += u64::try_from(bytes.len()).unwrap_or_default();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<W: Write> Parts<'_, W> {
    fn put(&mut self, part: Part) -> io::Result<()> {
        let place = place(&self.bound, self.number, part);
        let sealed = self
            .key
            .seal(self.keys.mint(), &place, &self.waiting)
            .map_err(io::Error::other)?;
        let length = u32::try_from(sealed.len()).map_err(io::Error::other)?;
        self.file.write_all(&length.to_be_bytes())?;
        self.file.write_all(&sealed)?;
        self.number += 1;
        self.waiting.clear();
        Ok(())
    }
}

impl<W: Write> Write for Parts<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = PART - self.waiting.len();
        let (taken, _) = bytes.split_at(bytes.len().min(room));
        self.waiting.extend_from_slice(taken);
        if self.waiting.len() == PART {
            self.put(Part::Content)?;
        }
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

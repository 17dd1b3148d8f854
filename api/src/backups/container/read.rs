//! Reading a backup.

use std::io::{self, Read};

use aws_lc_rs::digest::{Context, SHA256};
use flate2::read::ZlibDecoder;
use persistence::keys::{BackupKey, Keyring};
use zeroize::Zeroizing;

use super::{
    Part, SEALED_PART, Trailer,
    header::{Header, ReadError},
    place,
};
use crate::digest;

/// Opens parts as they are read.
struct Parts<R: Read> {
    file: R,
    key: BackupKey,
    bound: [u8; 32],
    number: u64,
    next: Option<u32>,
    opened: Zeroizing<Vec<u8>>,
    read: usize,
    trailer: Option<Trailer>,
}

/// The content of a backup.
pub struct Content<R: Read> {
    parts: ZlibDecoder<Parts<R>>,
    digest: Context,
    bytes: u64,
}

/// What a backup was found to be, once all of it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Bytes of content.
    pub bytes: u64,
    /// Parts.
    pub parts: u64,
    /// The digest of the content, in hexadecimal.
    pub sha256: String,
}

impl<R: Read> Content<R> {
    /// Opens what follows the header.
    ///
    /// # Errors
    /// If the master key is not configured or another one; if reading fails.
    pub fn open(
        mut file: R,
        keys: &Keyring,
        header: &Header,
        bound: [u8; 32],
    ) -> Result<Self, ReadError> {
        let key = header.key(keys)?;
        let next = length(&mut file).map_err(|_| ReadError::Damaged(0))?;
        let parts = Parts {
            file,
            key,
            bound,
            number: 0,
            next,
            opened: Zeroizing::default(),
            read: 0,
            trailer: None,
        };
        Ok(Self {
            parts: ZlibDecoder::new(parts),
            digest: Context::new(&SHA256),
            bytes: 0,
        })
    }

    /// Checks that all of it was read and is as it was written.
    ///
    /// # Errors
    /// [`ReadError::Damaged`].
    pub fn finish(mut self) -> Result<Verified, ReadError> {
        let parts = self.parts.get_mut();
        let mut more = [0; 1];
        let none_left = parts.read(&mut more)? == 0;
        let damaged = ReadError::Damaged(parts.number);
        let sha256 = digest::print(self.digest.finish().as_ref());
        let is_whole = parts
            .trailer
            .as_ref()
            .is_some_and(|said| said.bytes == self.bytes && said.sha256 == sha256);
        if !none_left || !is_whole {
            return Err(damaged);
        }
        Ok(Verified {
            bytes: self.bytes,
            parts: parts.number,
            sha256,
        })
    }
}

impl<R: Read> Read for Content<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.parts.read(into)?;
        if let Some(bytes) = into.get(..read) {
            self.digest.update(bytes);
        }
        self.bytes += u64::try_from(read).unwrap_or_default();
        Ok(read)
    }
}

impl<R: Read> Parts<R> {
    /// Opens the next part, unless it is the last one.
    fn advance(&mut self) -> io::Result<()> {
        let damaged = || io::Error::other(ReadError::Damaged(self.number));
        let Some(length_of_part) = self.next.filter(|length| *length <= SEALED_PART) else {
            return Err(damaged());
        };
        let mut sealed = vec![0; usize::try_from(length_of_part).map_err(io::Error::other)?];
        if self.file.read_exact(&mut sealed).is_err() {
            return Err(damaged());
        }
        let next = length(&mut self.file).map_err(|_| damaged())?;
        let part = match next {
            Some(_) => Part::Content,
            None => Part::Last,
        };
        let place = place(&self.bound, self.number, part);
        let opened = self.key.open(&place, &sealed).map_err(|_| damaged())?;
        match part {
            Part::Content => {
                self.opened = opened;
                self.read = 0;
            }
            Part::Last => {
                self.trailer = Some(serde_json::from_slice(&opened).map_err(|_| damaged())?);
                self.opened = Zeroizing::default();
                self.read = 0;
            }
        }
        self.next = next;
        self.number += 1;
        Ok(())
    }
}

impl<R: Read> Read for Parts<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.opened.len() == self.read && self.trailer.is_none() {
            self.advance()?;
        }
        let rest = self.opened.get(self.read..).unwrap_or_default();
        let taken = rest.len().min(into.len());
        for (place, byte) in into.iter_mut().zip(rest) {
            *place = *byte;
        }
        self.read += taken;
        Ok(taken)
    }
}

/// The length of the part that follows; `None` at the end of the file.
fn length(file: &mut impl Read) -> io::Result<Option<u32>> {
    let mut length = [0; 4];
    let mut read = 0;
    while read < length.len() {
        let Some(rest) = length.get_mut(read..) else {
            break;
        };
        match file.read(rest)? {
            0 if read == 0 => return Ok(None),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            more => read += more,
        }
    }
    Ok(Some(u32::from_be_bytes(length)))
}

//! Files that hold one secret, and who may read them.

use std::{fs, io, path::Path, path::PathBuf};

use secrecy::SecretString;

/// The largest secret file in bytes; a longer one is not a secret but a mistake.
const MAX_BYTES: u64 = 64 * 1024;

/// A file that a secret was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretFile {
    /// The secret's key.
    pub key: &'static str,
    /// The file.
    pub path: PathBuf,
    /// Who on the machine may read or change it.
    pub access: Access,
}

/// Who on the machine may read or change a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Its owner and group at most.
    Kept,
    /// Everyone.
    Everyone,
}

/// The secret in a file, white space around it dropped.
pub fn read(path: &Path) -> io::Result<SecretString> {
    if fs::metadata(path)?.len() > MAX_BYTES {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let text = SecretString::from(fs::read_to_string(path)?);
    Ok(SecretString::from(
        secrecy::ExposeSecret::expose_secret(&text).trim(),
    ))
}

/// Who may read or change a file, links followed. Where there are no Unix modes, it counts as kept.
pub fn access(path: &Path) -> Access {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        /// Read and write by others (`chmod(1)`: o=rw).
        const OTHERS: u32 = 0o006;
        if fs::metadata(path).is_ok_and(|found| found.mode() & OTHERS != 0) {
            return Access::Everyone;
        }
    }
    Access::Kept
}

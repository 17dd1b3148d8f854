//! Files of backups: how they are named, put in place, and deleted when their time is over.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use domain::backups::expiry::is_expired;

use super::container::read_header;

/// How the names of backups end.
pub(super) const SUFFIX: &str = ".hallpass-backup";

/// Where a backup goes: the path itself, or a file named by the instant if it is a directory.
pub fn name_of(to: &Path, now: DateTime<Utc>) -> PathBuf {
    if to.is_dir() {
        to.join(format!("hallpass-{}{SUFFIX}", now.format("%Y%m%dT%H%M%SZ")))
    } else {
        to.to_owned()
    }
}

/// Makes a file that only its owner reads and that is not there yet.
pub(crate) fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Gives a file that is whole its name, durably.
///
/// # Errors
/// If that fails.
pub fn put_in_place(file: &File, from: &Path, to: &Path) -> io::Result<()> {
    file.sync_all()?;
    std::fs::rename(from, to)?;
    match to.parent().filter(|path| !path.as_os_str().is_empty()) {
        Some(directory) => File::open(directory)?.sync_all(),
        None => Ok(()),
    }
}

/// Deletes the backups of a directory whose time is over: which they were. Files that are no backups
/// stay.
///
/// # Errors
/// If the directory cannot be read or a file cannot be deleted.
pub fn expire(directory: &Path, now: DateTime<Utc>) -> io::Result<Vec<PathBuf>> {
    let mut deleted = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if !path.is_file() {
            continue;
        }
        let read = File::open(&path).map(|mut file| read_header(&mut file));
        if let Ok(Ok((header, _))) = read
            && is_expired(header.origin.created_at, now)
        {
            std::fs::remove_file(&path)?;
            deleted.push(path);
        }
    }
    deleted.sort();
    Ok(deleted)
}

#[cfg(test)]
mod tests {
    use std::{io::Write as _, sync::Arc};

    use chrono::TimeDelta;
    use persistence::keys::{Keyring, MasterKey, MasterKeys};
    use uuid::Uuid;

    use super::*;
    use crate::{
        backups::container::{ContentWriter, Header, Origin},
        system::SystemMint,
    };

    #[test]
    fn ret_02_backups_of_35_days_are_deleted_and_nothing_else_is() {
        let directory = tempfile::TempDir::new().unwrap();
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(100);
        let masters = MasterKeys::new(MasterKey::new("1", [1; 32]), Vec::new());
        let keys = Keyring::new(masters, Arc::new(SystemMint::default()));
        let make = |name: &str, age: TimeDelta| {
            let origin = Origin {
                engine: "sqlite".to_owned(),
                tool: None,
                schema: String::new(),
                created_at: now - age,
            };
            let path = directory.path().join(name);
            let header = Header::new(Uuid::nil(), origin);
            let mut writer = ContentWriter::begin(create(&path).unwrap(), &keys, header).unwrap();
            writer.write_all(b"content").unwrap();
            writer.finish().unwrap();
            path
        };
        let old = make("old", TimeDelta::days(35));
        let young = make("young", TimeDelta::days(35) - TimeDelta::seconds(1));
        let other = directory.path().join("other");
        std::fs::write(&other, "no backup").unwrap();
        let deleted = expire(directory.path(), now).unwrap();
        assert_eq!(deleted, std::slice::from_ref(&old));
        assert!(!old.exists() && young.exists() && other.exists());
    }
}

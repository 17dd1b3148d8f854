//! What a run that was stopped left behind: half of a backup, or a copy of the database that is not sealed.

use std::{
    ffi::OsStr,
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use super::directory::SUFFIX;

/// How the name of a backup ends that is being written.
pub(crate) const PARTIAL: &str = ".partial";

/// How the name of a copy of the embedded database ends, from which a backup is written.
pub(crate) const COPY: &str = ".partial.copy";

/// That a run writes into a directory. While it does, no other run deletes there what is unfinished.
#[derive(Debug)]
pub(crate) struct Writing {
    _held: File,
}

/// Begins to write a backup into a directory. What runs that were stopped left there is deleted first, unless
/// another run writes there at this instant.
///
/// # Errors
/// If the directory cannot be read, or something in it cannot be deleted.
pub(crate) fn begin_writing(to: &Path) -> io::Result<Writing> {
    let directory = directory_of(to);
    let held = File::open(directory)?;
    match held.try_lock() {
        Ok(()) => {
            sweep(directory, to)?;
            // It is let go for the others, who then share it.
            held.unlock()?;
            held.lock_shared()?;
        }
        Err(TryLockError::WouldBlock) => held.lock_shared()?,
        // Where directories cannot be locked, nobody knows who else writes, and nothing is deleted.
        Err(TryLockError::Error(_)) => {}
    }
    Ok(Writing { _held: held })
}

/// The directory of a file.
pub(crate) fn directory_of(file: &Path) -> &Path {
    let directory = file.parent().filter(|path| !path.as_os_str().is_empty());
    directory.unwrap_or(Path::new("."))
}

fn sweep(directory: &Path, to: &Path) -> io::Result<()> {
    let mut left: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_file() && is_unfinished(&path, to) {
            left.push(path);
        }
    }
    left.iter().try_for_each(std::fs::remove_file)
}

/// Whether a file is one that a run writes and does not leave: of this backup, or of one that Hallpass named.
fn is_unfinished(path: &Path, to: &Path) -> bool {
    let name = |path: &Path| path.file_name().and_then(OsStr::to_str).map(str::to_owned);
    let Some(of) = name(path) else {
        return false;
    };
    [COPY, PARTIAL].iter().any(|ending| {
        let whole = of.strip_suffix(ending);
        whole.is_some_and(|whole| whole.ends_with(SUFFIX) || Some(whole) == name(to).as_deref())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ret_04_what_a_stopped_run_left_is_deleted_and_nothing_that_another_one_writes() {
        let directory = tempfile::TempDir::new().unwrap();
        let file = |name: &str| {
            let path = directory.path().join(name);
            std::fs::write(&path, "content").unwrap();
            path
        };
        let to = directory.path().join("nightly");
        let left = [
            file("hallpass-20260920T150000Z.hallpass-backup.partial"),
            file("hallpass-20260920T150000Z.hallpass-backup.partial.copy"),
            file("nightly.partial.copy"),
        ];
        let stays = [
            file("hallpass-20260920T150000Z.hallpass-backup"),
            file("film.partial"),
            file("other"),
        ];
        let first = begin_writing(&to).unwrap();
        assert!(left.iter().all(|path| !path.exists()));
        assert!(stays.iter().all(|path| path.exists()));

        let mine = file("nightly.partial");
        let second = begin_writing(&to).unwrap();
        assert!(mine.exists(), "the first run writes it");
        drop(first);
        let third = begin_writing(&to).unwrap();
        assert!(mine.exists(), "the second run may write it");
        drop((second, third));
        drop(begin_writing(&to).unwrap());
        assert!(!mine.exists());
    }
}

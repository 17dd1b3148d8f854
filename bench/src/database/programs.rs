//! The databases' own programs.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Where Debian and its descendants keep PostgreSQL's programs, a directory for each version.
const VERSIONS: &str = "/usr/lib/postgresql";

/// A program on the path, or among those of the newest PostgreSQL.
pub(super) fn find(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|candidate| candidate.is_file())
        .or_else(|| newest(Path::new(VERSIONS), program))
}

fn newest(versions: &Path, program: &str) -> Option<PathBuf> {
    fs::read_dir(versions)
        .ok()?
        .filter_map(|version| {
            let version = version.ok()?.path();
            let number: u32 = version.file_name()?.to_str()?.parse().ok()?;
            let candidate = version.join("bin").join(program);
            candidate.is_file().then_some((number, candidate))
        })
        .max()
        .map(|(_, candidate)| candidate)
}

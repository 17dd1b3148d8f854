//! Where a PostgreSQL for the tests comes from. The build script compiles this file too, so that
//! what is marked as ignored and what is run agree; that is why it needs nothing but `std`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The environment variable with the URL of a server that the tests may use, as a superuser.
pub const VARIABLE: &str = "HALLPASS_TEST_POSTGRES";

/// Where Debian's packages put the programs, one directory per major version.
const DEBIAN_VERSIONS: &str = "/usr/lib/postgresql";

/// A way to a PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A running server, by the URL of its superuser.
    Given(String),
    /// A directory with `initdb`, `pg_ctl` and `postgres`, for a cluster of our own.
    Programs(PathBuf),
}

/// The server that was given, or else the programs on the `PATH`, or else the newest that Debian
/// installed; `None` when this machine has no PostgreSQL.
pub fn find() -> Option<Source> {
    if let Some(url) = env::var(VARIABLE).ok().filter(|url| !url.is_empty()) {
        return Some(Source::Given(url));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(debian_directories())
        .find_map(|directory| programs_behind(&directory))
        .map(Source::Programs)
}

/// Whether a missing PostgreSQL is a failure: `CI=true`.
pub fn is_required() -> bool {
    env::var("CI").is_ok_and(|value| value == "true")
}

/// Follows links, as `initdb` looks for `postgres` beside itself.
fn programs_behind(directory: &Path) -> Option<PathBuf> {
    let initdb = directory.join("initdb").canonicalize().ok()?;
    let home = initdb.parent()?;
    let whole = ["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|name| home.join(name).is_file());
    whole.then(|| home.to_path_buf())
}

fn debian_directories() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(DEBIAN_VERSIONS)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_by(|(left, _), (right, _)| right.cmp(left));
    versions
        .into_iter()
        .map(|(_, directory)| directory)
        .collect()
}

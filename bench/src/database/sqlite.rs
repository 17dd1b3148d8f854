//! The embedded database, seen from outside.

use std::{
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant, UNIX_EPOCH},
};

use super::programs;
use crate::failure::{Failure, printed};

/// The file that the server keeps in its data directory.
const FILE: &str = "hallpass.db";

/// The embedded database in a server's data directory.
pub struct Sqlite {
    file: PathBuf,
    program: Option<PathBuf>,
}

/// What a script of the `sqlite3` program took.
pub struct Scripted {
    /// From its start to its end.
    pub wall: Duration,
    /// What it printed.
    pub printed: String,
}

impl Sqlite {
    /// The one in this directory.
    pub fn in_directory(directory: &Path) -> Self {
        Self {
            file: directory.join(FILE),
            program: programs::find("sqlite3"),
        }
    }

    /// Its file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Runs statements with the `sqlite3` program on a fresh file beside it; `None` if the program is
    /// not there.
    pub fn script(&self, beside: &str, statements: &str) -> Result<Option<Scripted>, Failure> {
        let Some(program) = &self.program else {
            return Ok(None);
        };
        let database = self.file.with_file_name(beside);
        match fs::remove_file(&database) {
            Err(failure) if failure.kind() != ErrorKind::NotFound => return Err(failure.into()),
            _ => {}
        }
        let script = database.with_extension("sql");
        fs::write(&script, statements)?;
        let begun = Instant::now();
        let output = Command::new(program)
            .arg("-bail")
            .arg(&database)
            .stdin(File::open(&script)?)
            .stderr(Stdio::piped())
            .output()?;
        let wall = begun.elapsed();
        Ok(Some(Scripted {
            wall,
            printed: printed(program, &output)?,
        }))
    }

    /// How many bytes its pages take, moved from the log or not; `None` without the `sqlite3` program.
    pub(super) fn bytes(&self) -> Result<Option<u64>, Failure> {
        let Some(program) = &self.program else {
            return Ok(None);
        };
        let output = Command::new(program)
            .arg("-readonly")
            .arg(&self.file)
            .arg("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            .stderr(Stdio::piped())
            .output()?;
        let bytes = printed(program, &output)?.trim().parse();
        bytes
            .map(Some)
            .map_err(|_| Failure::said("SQLite does not say how large its database is"))
    }

    /// When its files were written last, and how long they are.
    pub(super) fn written(&self) -> Result<String, Failure> {
        let mut log = self.file.clone().into_os_string();
        log.push("-wal");
        let mut seen = Vec::new();
        for file in [self.file.as_path(), Path::new(&log)] {
            let about = fs::metadata(file)?;
            let at = about.modified()?.duration_since(UNIX_EPOCH);
            seen.push(format!("{:?} {}", at.unwrap_or_default(), about.len()));
        }
        Ok(seen.join(";"))
    }
}

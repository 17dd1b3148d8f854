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

    /// How long its files are.
    pub(super) fn bytes(&self) -> Result<u64, Failure> {
        let mut bytes = 0;
        for file in self.files() {
            bytes += fs::metadata(file)?.len();
        }
        Ok(bytes)
    }

    /// The database and its log.
    fn files(&self) -> [PathBuf; 2] {
        let mut log = self.file.clone().into_os_string();
        log.push("-wal");
        [self.file.clone(), log.into()]
    }

    /// When its files were written last, and how long they are.
    pub(super) fn written(&self) -> Result<String, Failure> {
        let mut seen = Vec::new();
        for file in self.files() {
            let about = fs::metadata(file)?;
            let at = about.modified()?.duration_since(UNIX_EPOCH);
            seen.push(format!("{:?} {}", at.unwrap_or_default(), about.len()));
        }
        Ok(seen.join(";"))
    }
}

//! `hallpass backup`

mod create;
mod replay;
mod restore;
mod verify;

use std::path::{Path, PathBuf};

use clap::Subcommand;
use domain::mint::Clock as _;
use persistence::access::Installation;

use super::{CommandError, say};
use crate::{
    backups::expire,
    config::{Config, Engine},
    system::SystemClock,
};

/// What is done with backups.
#[derive(Debug, Subcommand)]
pub(super) enum Backup {
    /// Write a sealed backup of the database while others go on; deletes those of its directory whose time
    /// is over.
    Create(create::Arguments),
    /// Read a backup to its end and say whether it is as it was written.
    Verify(verify::Arguments),
    /// Put a backup in the place of an empty database, or of the one that is there if told so. It serves
    /// once the ledger of erasures was replayed.
    Restore(restore::Arguments),
    /// Erase again who was erased after the backup from which the database was restored.
    Replay(replay::Arguments),
    /// Delete the backups of a directory whose time is over.
    Expire {
        /// The directory.
        directory: PathBuf,
    },
}

pub(super) async fn run(
    by: Installation,
    config: &Config,
    command: Backup,
) -> Result<(), CommandError> {
    match command {
        Backup::Create(arguments) => create::run(by, config, &arguments).await,
        Backup::Verify(arguments) => verify::run(config, &arguments),
        Backup::Restore(arguments) => restore::run(config, &arguments),
        Backup::Replay(arguments) => replay::run(by, config, &arguments).await,
        Backup::Expire { directory } => expired(&directory),
    }
}

fn expired(directory: &Path) -> Result<(), CommandError> {
    for path in expire(directory, SystemClock.now())? {
        say(&format!("deleted {}", path.display()));
    }
    Ok(())
}

/// The word for the database in headers.
fn engine(config: &Config) -> &'static str {
    match config.database.engine {
        Engine::Sqlite(_) => "sqlite",
        Engine::Postgres(_) => "postgresql",
    }
}

/// A failure about a file.
fn about(path: &Path, failure: &dyn std::fmt::Display) -> CommandError {
    CommandError::Said(format!("{}: {failure}", path.display()))
}

/// The path with something behind its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

//! `hallpass backup restore`

use std::{
    fs::File,
    io::{self, BufReader, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::SecondsFormat;
use clap::Args;
use domain::mint::{Clock as _, Mint as _};
use persistence::{backups, keys::Keyring};

use super::{about, beside, engine};
use crate::{
    backups::{
        Script,
        container::{Content, Header, read_header},
        create, put_in_place,
    },
    commands::{CommandError, say},
    config::{Config, Engine, Migrator, PostgresUrl},
    server::{self, master_keys},
    system::{SystemClock, SystemMint},
};

#[derive(Debug, Args)]
pub(in crate::commands) struct Arguments {
    /// The backup.
    file: PathBuf,
    /// Take the place of the database that is there. Everything in it is lost.
    #[arg(long)]
    replace: bool,
}

/// What becomes of a database that is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Present {
    Kept,
    Replaced,
}

pub(super) fn run(config: &Config, arguments: &Arguments) -> Result<(), CommandError> {
    let path = &arguments.file;
    let said = |failure: &dyn std::fmt::Display| about(path, failure);
    let file = File::open(path).map_err(|failure| said(&failure))?;
    let mut file = BufReader::new(file);
    let (header, bound) = read_header(&mut file).map_err(|failure| said(&failure))?;
    fits(config, &header).map_err(|failure| said(&failure))?;
    let keys = Keyring::new(master_keys(config), Arc::new(SystemMint::default()));
    let content = Content::open(file, &keys, &header, bound).map_err(|failure| said(&failure))?;
    let now = SystemClock.now();
    let restoration = backups::Restoration {
        id: SystemMint::default().id(now),
        backed_up_at: header.origin.created_at,
        restored_at: now,
    };
    let present = if arguments.replace {
        Present::Replaced
    } else {
        Present::Kept
    };
    match &config.database.engine {
        Engine::Sqlite(database) => sqlite(content, database, &restoration, present),
        Engine::Postgres(serving) => {
            let owner = match &config.database.migrator {
                Migrator::Owner(owner) => owner,
                Migrator::Serving => serving,
            };
            postgres(config, content, owner, &restoration, present)?;
            server::migrate(config).map(drop)
        }
    }?;
    say(&format!(
        "restored the backup {} of {}",
        header.backup,
        header
            .origin
            .created_at
            .to_rfc3339_opts(SecondsFormat::Secs, true),
    ));
    say("nothing serves it before `hallpass backup replay` has erased again who was erased since");
    Ok(())
}

/// Whether a backup is one for this database and this release.
fn fits(config: &Config, header: &Header) -> Result<(), String> {
    let (of, wanted) = (header.origin.engine.as_str(), engine(config));
    if of != wanted {
        return Err(format!(
            "it is a backup of {of}, and `database.url` names {wanted}"
        ));
    }
    let is_sqlite = matches!(config.database.engine, Engine::Sqlite(_));
    if !backups::is_known_step(is_sqlite, &header.origin.schema) {
        return Err(format!(
            "release {} made it, whose schema (step {}) this release does not know: restore it with that \
             release or a newer one",
            header.release, header.origin.schema
        ));
    }
    Ok(())
}

/// Writes beside the database, and takes its name when it is whole.
fn sqlite(
    mut content: Content<BufReader<File>>,
    database: &Path,
    restoration: &backups::Restoration,
    present: Present,
) -> Result<(), CommandError> {
    let said = |failure: &dyn std::fmt::Display| about(database, failure);
    if database.exists() {
        if present == Present::Kept {
            return Err(said(
                &"there is a database already: --replace takes its place, and everything in it is lost",
            ));
        }
        backups::close_sqlite(database).map_err(|failure| said(&failure))?;
    } else if let Some(directory) = database.parent() {
        std::fs::create_dir_all(directory)?;
    }
    let beside = Unfinished(beside(database, ".restoring"));
    drop(std::fs::remove_file(&beside.0));
    let mut file = create(&beside.0).map_err(|failure| about(&beside.0, &failure))?;
    io::copy(&mut content, &mut file)?;
    content.finish().map_err(|failure| said(&failure))?;
    drop(file);
    backups::finish_sqlite(&beside.0, restoration)?;
    put_in_place(&File::open(&beside.0)?, &beside.0, database)?;
    Ok(())
}

/// Carries the backup out in one transaction, which marks the database as restored.
fn postgres(
    config: &Config,
    mut content: Content<BufReader<File>>,
    owner: &PostgresUrl,
    restoration: &backups::Restoration,
    present: Present,
) -> Result<(), CommandError> {
    let url = owner.expose(config.database.connect_timeout);
    let said = |failure: &dyn std::fmt::Display| CommandError::Said(failure.to_string());
    let is_empty = backups::prepare_postgres(&url, &server::service_role())?;
    if !is_empty && present == Present::Kept {
        return Err(said(
            &"the database of `database.owner_url` holds tables already: --replace takes their place, and \
              everything in them is lost",
        ));
    }
    let mut script = Script::begin(&url).map_err(|failure| said(&failure))?;
    let written = write(&mut content, &mut script, present);
    // The transaction is committed by its last line: what ends before, however it ends, is rolled back.
    let whole = match written {
        // A tool that ended said why.
        Err(failure) if failure.kind() == io::ErrorKind::BrokenPipe => {
            script.finish().map_err(|failure| said(&failure))?;
            return Err(said(&"`psql` ended before the backup did"));
        }
        Err(failure) => Err(failure.to_string()),
        Ok(()) => content
            .finish()
            .map(drop)
            .map_err(|failure| failure.to_string()),
    };
    if let Err(failure) = whole {
        script.give_up()?;
        return Err(CommandError::Said(failure));
    }
    let mark = format!("{}COMMIT;\n", backups::statements(restoration));
    let marked = script.write_all(mark.as_bytes());
    script.finish().map_err(|failure| said(&failure))?;
    Ok(marked?)
}

/// Writes what takes the place of what is there.
fn write(
    content: &mut Content<BufReader<File>>,
    script: &mut Script,
    present: Present,
) -> io::Result<()> {
    script.write_all(b"BEGIN;\n")?;
    if present == Present::Replaced {
        script.write_all(b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")?;
    }
    io::copy(content, script).map(drop)
}

/// A file that is deleted with this value, unless it has another name by then.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // It has its name, if all went well.
        let _deleted = std::fs::remove_file(&self.0);
    }
}

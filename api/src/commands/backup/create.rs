//! `hallpass backup create`

use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;
use persistence::{access::Installation, backups::copy_sqlite};

use super::{about, beside, engine, expired};
use crate::{
    app::Hallpass,
    backups::{
        COPY, Dump, PARTIAL, ToolError, begin_writing,
        container::{ContentWriter, Header, Origin},
        create, directory_of, name_of, put_in_place,
    },
    commands::{CommandError, say},
    config::{Config, Engine, Migrator, PostgresUrl},
    server,
};

#[derive(Debug, Args)]
pub(in crate::commands) struct Arguments {
    /// The file to write, or a directory in which it is named by the instant. Backups in the same directory
    /// whose time is over are deleted, and what runs that were stopped left there.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

pub(super) async fn run(
    by: Installation,
    config: &Config,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    let hallpass = server::open(by, config).await?;
    let to = name_of(&arguments.to, hallpass.now());
    if to.exists() {
        return Err(about(&to, &"is there already"));
    }
    let writing = begin_writing(&to).map_err(|failure| about(directory_of(&to), &failure))?;
    let partial = beside(&to, PARTIAL);
    let copy = DatabaseCopy(beside(&to, COPY));
    let written = write(config, &hallpass, &partial, &copy);
    let (file, id, bytes) = match written {
        Ok(written) => written,
        Err(failure) => {
            drop(std::fs::remove_file(&partial));
            return Err(failure);
        }
    };
    put_in_place(&file, &partial, &to)?;
    let sealed = file.metadata()?.len();
    say(&format!(
        "backup {id}: {bytes} bytes, {sealed} sealed, in {}",
        to.display()
    ));
    drop(writing);
    expired(directory_of(&to))
}

fn write(
    config: &Config,
    hallpass: &Hallpass,
    partial: &Path,
    copy: &DatabaseCopy,
) -> Result<(File, uuid::Uuid, u64), CommandError> {
    let (_, schema) = hallpass.schema();
    let id = hallpass.mint().id(hallpass.now());
    let origin = |tool| Origin {
        engine: engine(config).to_owned(),
        tool,
        schema,
        created_at: hallpass.now(),
    };
    let begin = |origin| {
        let file = create(partial).map_err(|failure| about(partial, &failure))?;
        let header = Header::new(id, origin);
        let writer = ContentWriter::begin(BufWriter::new(file), hallpass.keys(), header)?;
        Ok::<_, CommandError>(writer)
    };
    let writer = match &config.database.engine {
        Engine::Sqlite(path) => {
            copy_sqlite(path, &copy.0)?;
            let mut writer = begin(origin(None))?;
            io::copy(&mut File::open(&copy.0)?, &mut writer)?;
            writer
        }
        Engine::Postgres(serving) => {
            let url = reader(config, serving).expose(config.database.connect_timeout);
            let mut dump = Dump::begin(&url).map_err(|failure| explained(&failure))?;
            let mut writer = begin(origin(Some(dump.version.clone())))?;
            io::copy(&mut dump, &mut writer)?;
            dump.finish().map_err(|failure| explained(&failure))?;
            writer
        }
    };
    let (file, bytes) = writer.finish()?;
    let mut file = file.into_inner().map_err(io::Error::from)?;
    file.flush()?;
    Ok((file, id, bytes))
}

/// The connection that reads every row.
fn reader<'c>(config: &'c Config, serving: &'c PostgresUrl) -> &'c PostgresUrl {
    match (&config.backup.reader, &config.database.migrator) {
        (Some(reader), _) => reader,
        (None, Migrator::Owner(owner)) => owner,
        (None, Migrator::Serving) => serving,
    }
}

/// Row-level security binds the owner of the tables too: who meets it is told the key.
fn explained(failure: &ToolError) -> CommandError {
    let hint = match failure {
        ToolError::Failed { said, .. } if said.contains("row-level security") => {
            " (`backup.reader_url` has to name a role with BYPASSRLS that reads all tables)"
        }
        _ => "",
    };
    CommandError::Said(format!("{failure}{hint}"))
}

/// A copy of the embedded database, deleted with this value.
struct DatabaseCopy(PathBuf);

impl Drop for DatabaseCopy {
    fn drop(&mut self) {
        // It may not have come to be.
        let _deleted = std::fs::remove_file(&self.0);
    }
}

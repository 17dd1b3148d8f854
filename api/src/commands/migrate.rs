//! `hallpass migrate`

use persistence::DbError;

use super::{CommandError, say};
use crate::{
    config::{Config, Engine, Migrator},
    server,
};

/// Brings the schema up to date with the role that owns it.
pub(super) fn run(config: &Config) -> Result<(), CommandError> {
    let applied = server::migrate(config).map_err(|failure| explained(failure, config))?;
    if applied.is_empty() {
        say("The schema is up to date.");
    }
    for step in applied {
        say(&format!("Applied {step}"));
    }
    Ok(())
}

/// A role that serves may not migrate: who forgot the other one is told its key.
fn explained(failure: CommandError, config: &Config) -> CommandError {
    match (&failure, &config.database.engine, &config.database.migrator) {
        (
            CommandError::Database(DbError::Migration(_) | DbError::Query(_)),
            Engine::Postgres(_),
            Migrator::Serving,
        ) => CommandError::Said(format!(
            "{failure} (`database.owner_url` is not set, so the role of `database.url` migrated: it has to \
             own the schema)"
        )),
        _ => failure,
    }
}

//! `hallpass serve`

use actix_web::web::Data;

use persistence::access::Installation;

use super::{CommandError, say};
use crate::{
    config::{Config, Engine, Environment, Migrator},
    meta::VERSION,
    server,
};

/// Serves until it is told to stop.
pub(super) async fn run(by: Installation, config: &Config) -> Result<(), CommandError> {
    if migrates_itself(config) {
        server::migrate(config)?;
    }
    let hallpass = server::open(by, config).await?;
    if config.environment == Environment::Production {
        let verify_row_security = hallpass.verify_row_security().await;
        verify_row_security
            .map_err(|reason| CommandError::Said(format!("database.url: {reason}")))?;
    }
    server::prepare(by, &hallpass).await?;
    let started = server::start(by, config, &Data::new(hallpass))?;
    say(&format!("Hallpass listens at http://{}", started.address));
    note("started", config);
    let stopped = started.stopped().await;
    note("stopped", config);
    stopped
}

/// Logs a turn in the life of this instance, with what tells it from others.
fn note(turn: &str, config: &Config) {
    log::info!(
        target: "hallpass::serve",
        version = VERSION,
        configuration = config.digest.as_str();
        "{turn}"
    );
}

/// A server migrates with the connection that serves; with an owner of its own, `hallpass migrate`
/// does, once a release. In production who serves PostgreSQL must not own the tables.
fn migrates_itself(config: &Config) -> bool {
    match (&config.database.engine, &config.database.migrator) {
        (Engine::Sqlite(_), _) => true,
        (Engine::Postgres(_), Migrator::Serving) => config.environment != Environment::Production,
        (Engine::Postgres(_), Migrator::Owner(_)) => false,
    }
}

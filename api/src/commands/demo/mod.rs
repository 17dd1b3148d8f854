//! `hallpass demo`: a sample district that is really there, told through the API.

mod banner;
mod bundle;
mod client;
mod course;
mod seed;

use std::path::{Path, PathBuf};

use actix_web::web::Data;
use clap::Args;

use persistence::access::Installation;

use super::{CommandError, logging};
use crate::{
    config::{Build, Config, Sources},
    server::{self, Started},
};

/// Files that an earlier demo left in its directory.
const LEFT_BEHIND: [&str; 4] = [
    "hallpass.db",
    "hallpass.db-wal",
    "hallpass.db-shm",
    "logins.sh",
];

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The directory of the demo; an earlier demo in it is replaced.
    #[arg(long, default_value = "hallpass-demo")]
    directory: PathBuf,
    /// Where to listen.
    #[arg(long, default_value = "127.0.0.1:8080")]
    bind: String,
}

/// Makes the sample district, says how to sign in, and serves.
pub(super) async fn run(
    by: Installation,
    sources: Sources,
    arguments: &Arguments,
) -> Result<(), CommandError> {
    // Before anything is removed: an earlier demo may still be serving there.
    drop(std::net::TcpListener::bind(&arguments.bind)?);
    let directory = fresh(&arguments.directory)?;
    let database = directory.join("hallpass.db");
    let sources = sources
        .with("environment", "demo")
        .with("log.level", "warn")
        .with("data_dir", directory.display().to_string())
        .with("database.url", format!("sqlite:{}", database.display()))
        .with("server.bind", arguments.bind.clone())
        .with("server.public_url", format!("http://{}", arguments.bind));
    let config = Config::load(&sources, Build::this())?;
    logging(&config)?;
    server::migrate(&config)?;
    let hallpass = Data::new(server::open(by, &config).await?);
    server::prepare(by, &hallpass).await?;
    let logins = seed::tell(by, hallpass.clone()).await?;
    let Started { running, address } = server::start(by, &config, &hallpass)?;
    banner::make(&directory, address, &logins)?;
    Ok(running.await?)
}

/// An empty directory: what an earlier demo left is removed, anything else is left alone. A
/// database without a demo's logins is not a demo's.
fn fresh(directory: &Path) -> Result<PathBuf, CommandError> {
    std::fs::create_dir_all(directory)?;
    let [database, ..] = LEFT_BEHIND.map(|name| directory.join(name));
    if database.exists() && !banner::is_ours(directory) {
        return Err(CommandError::Said(format!(
            "{} is not the database of a demo; give another --directory",
            database.display()
        )));
    }
    for name in LEFT_BEHIND {
        match std::fs::remove_file(directory.join(name)) {
            Err(failure) if failure.kind() != std::io::ErrorKind::NotFound => {
                return Err(failure.into());
            }
            _ => {}
        }
    }
    Ok(std::path::absolute(directory)?)
}

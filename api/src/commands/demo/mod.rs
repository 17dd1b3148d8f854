//! `hallpass demo`: a sample district that is really there, told through the API.

mod banner;
mod bundle;
mod client;
mod course;
mod seed;
mod told_mint;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use actix_web::web::Data;
use clap::Args;

use persistence::access::Installation;
use told_mint::ToldMint;

use super::{CommandError, logging};
use crate::{
    config::{Build, Config, Sources},
    server,
};

/// Files that an earlier demo left in its directory.
const LEFT_BEHIND: [&str; 6] = [
    "hallpass.db",
    "hallpass.db-wal",
    "hallpass.db-shm",
    "logins.sh",
    "logins.json",
    "erasure-ledger.jsonl",
];

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The directory of the demo; an earlier demo in it is replaced, unless it is kept.
    #[arg(long, default_value = "hallpass-demo")]
    directory: PathBuf,
    /// Go on with the earlier demo in the directory, if there is one, as it was left.
    #[arg(long)]
    keep: bool,
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
    let kept = arguments
        .keep
        .then(|| banner::kept(&arguments.directory))
        .flatten();
    let directory = match kept {
        Some(_) => std::path::absolute(&arguments.directory)?,
        None => fresh(&arguments.directory)?,
    };
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
    let mint = Arc::new(ToldMint::default());
    if kept.is_some() {
        mint.end_story();
    }
    let hallpass = Data::new(server::open_with(by, &config, mint.clone()).await?);
    server::prepare(by, &hallpass).await?;
    let logins = match kept {
        Some(logins) => logins,
        None => seed::tell(by, hallpass.clone()).await?,
    };
    mint.end_story();
    let logins = hallpass.show_demo_logins(logins);
    let started = server::start(by, &config, &hallpass)?;
    banner::make(&directory, started.address, logins)?;
    started.stopped().await
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

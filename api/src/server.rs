//! A server of this process: opened from its configuration, prepared, started, stopped gracefully.

use std::{net::SocketAddr, num::NonZeroUsize, path::PathBuf, sync::Arc, time::Duration};

use actix_web::{
    HttpServer,
    dev::Server,
    rt::{spawn, time::interval},
    web::Data,
};
use domain::{
    ids::PLATFORM,
    mint::{Clock, Mint},
};
use persistence::{
    Address, Database, Scope, Settings,
    access::Installation,
    consent::Links,
    database::Applied,
    installation,
    keys::{Keyring, MasterKey, MasterKeys},
    migrate as migrate_schema,
};
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::{
    accounts::{
        access_token::AccessTokens,
        key_store,
        password_hashing::{PasswordHashing, Settings as HashingSettings},
    },
    app::{Hallpass, Parts},
    audit::heads::Shipping,
    commands::CommandError,
    config::{self, Config, Engine, Migrator},
    courses::catalogue,
    housekeeping,
    http::Cursors,
    mail::Mailer,
    origin::Origin,
    policies::{self, Policies},
    refusals::Due,
    rosters::import,
    service::{self, ServiceSettings},
    system::{SystemClock, SystemMint},
    worker,
};

/// How often an instance looks for signing keys that another instance made or revoked.
/// (G-KEY: a revoked key is refused everywhere within five seconds.)
const KEYS_EVERY: Duration = Duration::from_secs(4);

/// How often rows past any use are deleted.
const HOUSEKEEPING_EVERY: Duration = Duration::from_hours(1);

/// How often the heads of the audit logs are covered and shipped.
const HEADS_EVERY: Duration = Duration::from_secs(10);

/// How often refusals that were counted are logged.
const REFUSALS_EVERY: Duration = Duration::from_secs(10);

/// How often an instance looks for imports of rosters that were begun and are carried on by nobody.
const ROSTERS_EVERY: Duration = Duration::from_secs(3);

/// How often an instance looks for work that is due.
const WORK_EVERY: Duration = Duration::from_secs(2);

/// A server that runs, and where it listens.
pub struct Started {
    running: Server,
    hallpass: Data<Hallpass>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Started {
    /// Resolves when the server has stopped and what it counted is logged.
    ///
    /// # Errors
    /// If the server or the database fails.
    pub async fn stopped(self) -> Result<(), CommandError> {
        self.running.await?;
        let logged = self.hallpass.refusals().flush(&self.hallpass, Due::All);
        logged
            .await
            .map_err(|failure| CommandError::Said(failure.to_string()))
    }
}

/// Brings the schema up to date with the role that owns it.
///
/// # Errors
/// If a step fails; nothing of that step is kept.
pub fn migrate(config: &Config) -> Result<Applied, CommandError> {
    let address = match (&config.database.engine, &config.database.migrator) {
        (Engine::Sqlite(_), _) | (_, Migrator::Serving) => address(config)?,
        (Engine::Postgres(_), Migrator::Owner(owner)) => {
            Address::Postgres(owner.expose(config.database.connect_timeout))
        }
    };
    Ok(migrate_schema(&address, &Settings::default().service_role)?)
}

fn address(config: &Config) -> Result<Address, CommandError> {
    match &config.database.engine {
        Engine::Sqlite(path) => {
            if let Some(directory) = path.parent() {
                std::fs::create_dir_all(directory)?;
            }
            Ok(Address::Sqlite(path.clone()))
        }
        Engine::Postgres(url) => Ok(Address::Postgres(
            url.expose(config.database.connect_timeout),
        )),
    }
}

/// Opens the database and everything else that operations hang on.
///
/// # Errors
/// If the database cannot be reached or its keys do not open.
pub async fn open(by: Installation, config: &Config) -> Result<Hallpass, CommandError> {
    open_with(by, config, Arc::new(SystemMint::default())).await
}

/// The same, whose ids and secrets are made by this mint.
///
/// # Errors
/// As [`open`].
pub async fn open_with(
    by: Installation,
    config: &Config,
    mint: Arc<dyn Mint>,
) -> Result<Hallpass, CommandError> {
    let clock = Arc::new(SystemClock);
    let keyring = Arc::new(Keyring::new(master_keys(config), mint.clone()));
    let database = Database::open(&address(config)?, &settings(config), keyring)?;
    database.ready().await?;
    database
        .write(
            Scope::new(
                domain::audit::Channel::CommandLine,
                PLATFORM,
                clock.now(),
                Uuid::nil(),
            ),
            move |tx| installation::open_platform(tx, &by),
        )
        .await?;
    let access_tokens = AccessTokens::new(
        config.tokens.issuer.clone(),
        config.tokens.audience.clone(),
        key_store::load_or_create(by, &database, clock.as_ref()).await?,
    );
    Ok(Hallpass::new(Parts {
        database,
        clock,
        mint,
        access_tokens,
        hasher: PasswordHashing::new(HashingSettings::of(&config.hashing))
            .map_err(|failure| CommandError::Said(failure.to_string()))?,
        cursors: Cursors::new(&cursor_key(config)),
        max_body_bytes: config.server.max_body_bytes,
        max_upload_bytes: config.server.max_upload_bytes,
        rosters: config.rosters,
        links: Links {
            base: config
                .server
                .public_url
                .as_str()
                .trim_end_matches('/')
                .to_owned(),
        },
        policies: Policies::bundled().map_err(|failure| CommandError::Said(failure.to_string()))?,
        mailer: Mailer::of(config.mail.server.as_ref())
            .map_err(|failure| CommandError::Said(format!("mail: {failure}")))?,
        service: ServiceSettings::of(config),
    }))
}

fn master_keys(config: &Config) -> MasterKeys {
    let key = |key: &config::MasterKey| MasterKey::new(key.id.clone(), *key.secret.expose_secret());
    MasterKeys::new(
        key(&config.keys.master),
        config.keys.previous.iter().map(key).collect(),
    )
}

/// Cursors are signed with a key that all instances share and that is secret to all others.
fn cursor_key(config: &Config) -> [u8; 32] {
    let key = aws_lc_rs::hmac::Key::new(
        aws_lc_rs::hmac::HMAC_SHA256,
        config.keys.master.secret.expose_secret(),
    );
    let mut derived = [0; 32];
    for (byte, signed) in derived
        .iter_mut()
        .zip(aws_lc_rs::hmac::sign(&key, b"cursors").as_ref())
    {
        *byte = *signed;
    }
    derived
}

fn settings(config: &Config) -> Settings {
    Settings {
        readers: config.database.readers,
        connections: config.database.pool_size,
        wait_timeout: config.database.pool_wait,
        prepared_statements: config.database.prepared_statements,
        statement_timeout: config.database.statement_timeout,
        ..Settings::default()
    }
}

/// Writes what every installation has beside its own organization: the bundled catalogue.
///
/// # Errors
/// If the database fails or the catalogue is not well formed.
pub async fn prepare(by: Installation, hallpass: &Hallpass) -> Result<(), CommandError> {
    let bundled =
        catalogue::bundled().map_err(|failure| CommandError::Said(failure.to_string()))?;
    hallpass
        .write_in(PLATFORM, Origin::command_line(Uuid::nil()), move |tx| {
            catalogue::seed(tx, &by, &bundled)?;
            Ok(())
        })
        .await?;
    Ok(())
}

/// Listens, and serves until the process is told to stop.
///
/// # Errors
/// If the address cannot be bound.
pub fn start(
    by: Installation,
    config: &Config,
    hallpass: &Data<Hallpass>,
) -> Result<Started, CommandError> {
    spawn(keep_keys(by, hallpass.clone()));
    spawn(keep_house(by, hallpass.clone()));
    spawn(keep_refusals(hallpass.clone()));
    spawn(keep_rosters(by, hallpass.clone()));
    spawn(keep_working(by, hallpass.clone()));
    spawn(keep_heads(
        by,
        hallpass.clone(),
        config.audit.heads_file.clone(),
    ));
    let serving = hallpass.clone();
    let mut server = HttpServer::new(move || service::app(serving.clone()))
        .client_request_timeout(config.server.request_head)
        .keep_alive(config.server.keep_alive)
        .max_connections(connections_per_worker(&config.server))
        .shutdown_timeout(config.server.shutdown.as_secs());
    if config.server.workers > 0 {
        server = server.workers(config.server.workers);
    }
    let server = server.bind(config.server.bind)?;
    let address = server
        .addrs()
        .first()
        .copied()
        .unwrap_or(config.server.bind);
    Ok(Started {
        running: server.run(),
        hallpass: hallpass.clone(),
        address,
    })
}

/// The framework counts connections by worker.
fn connections_per_worker(server: &config::Server) -> usize {
    let workers = NonZeroUsize::new(server.workers)
        .or_else(|| std::thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN);
    server.max_connections.div_ceil(workers.get())
}

/// Follows the signing keys of the other instances, and rotates them when it is time.
async fn keep_keys(by: Installation, hallpass: Data<Hallpass>) {
    let mut ticks = interval(KEYS_EVERY);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        if let Err(failure) = key_store::keep(by, &hallpass).await {
            log::error!("failed to reload the signing keys: {failure}");
        }
    }
}

/// Covers and ships the heads of the audit logs.
async fn keep_heads(by: Installation, hallpass: Data<Hallpass>, file: Option<PathBuf>) {
    let mut shipping = Shipping::to(file);
    let mut ticks = interval(HEADS_EVERY);
    loop {
        ticks.tick().await;
        if let Err(failure) = shipping.ship(by, &hallpass).await {
            log::error!("failed to ship the heads of the audit logs: {failure}");
        }
    }
}

/// Logs refusals that were counted.
async fn keep_refusals(hallpass: Data<Hallpass>) {
    let mut ticks = interval(REFUSALS_EVERY);
    loop {
        ticks.tick().await;
        if let Err(failure) = hallpass.refusals().flush(&hallpass, Due::Over).await {
            log::error!("failed to log refusals: {failure}");
        }
    }
}

/// Carries on what was begun of a roster and left behind by a process that ended.
async fn keep_rosters(by: Installation, hallpass: Data<Hallpass>) {
    let mut ticks = interval(ROSTERS_EVERY);
    loop {
        ticks.tick().await;
        if let Err(failure) = import::resume_all(by, &hallpass).await {
            log::error!("failed to carry on the import of a roster: {failure}");
        }
    }
}

/// Does the work that is due.
async fn keep_working(by: Installation, hallpass: Data<Hallpass>) {
    let mut ticks = interval(WORK_EVERY);
    loop {
        ticks.tick().await;
        if let Err(failure) = worker::run_due(by, &hallpass).await {
            log::error!("failed to do the work that is due: {failure}");
        }
    }
}

/// Deletes rows past any use, from the first hour on.
async fn keep_house(by: Installation, hallpass: Data<Hallpass>) {
    let mut ticks = interval(HOUSEKEEPING_EVERY);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        match housekeeping::sweep(by, &hallpass).await {
            Ok(rows) => log::info!("deleted {rows} expired rows"),
            Err(failure) => log::error!("failed to delete expired rows: {failure}"),
        }
        if let Err(failure) = policies::announce(by, &hallpass).await {
            log::error!("failed to announce a policy: {failure}");
        }
    }
}

//! A server of this process: opened from its configuration, prepared, started, stopped gracefully.

use std::{net::SocketAddr, num::NonZeroUsize, sync::Arc};

use actix_web::{HttpServer, dev::Server, rt::spawn, web::Data};
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
    background::{BackgroundTask, repeat},
    backups::{Beginning, ErasureLedger},
    commands::CommandError,
    config::{self, Config, Engine, Migrator},
    consent,
    courses::catalogue,
    housekeeping,
    http::Cursors,
    mail::Mailer,
    metrics,
    origin::Origin,
    policies::{self, Policies},
    problem::ApiError,
    refusals::Due,
    retention,
    rosters::import,
    service::{self, ServiceSettings},
    system::{SystemClock, SystemMint},
    worker,
};

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

pub(crate) fn address(config: &Config) -> Result<Address, CommandError> {
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

/// Opens the database for what makes a restored one fit to serve: whether the ledger of erasures was
/// replayed is not asked, and nothing is appended to it.
///
/// # Errors
/// As [`open`].
pub(crate) async fn open_restored(
    by: Installation,
    config: &Config,
) -> Result<Hallpass, CommandError> {
    let mint = Arc::new(SystemMint::default());
    let database = database(config, mint.clone())?;
    database.fitting().await?;
    around(by, config, mint, database, ErasureLedger::at(None)).await
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
    let database = database(config, mint.clone())?;
    database.ready().await?;
    let ledger = ErasureLedger::at(Some(config.backup.ledger.clone()));
    let hallpass = Box::pin(around(by, config, mint, database, ledger)).await?;
    // Before anything is served: a database that is older than its ledger holds who was erased since.
    let kept = Box::pin(hallpass.keep_ledger(Beginning::WhenNeeded)).await;
    kept.map_err(|failure| CommandError::Said(format!("backup.ledger: {failure}")))?;
    Ok(hallpass)
}

fn database(config: &Config, mint: Arc<dyn Mint>) -> Result<Database, CommandError> {
    let keyring = Arc::new(Keyring::new(master_keys(config), mint));
    Ok(Database::open(
        &address(config)?,
        &settings(config),
        keyring,
    )?)
}

async fn around(
    by: Installation,
    config: &Config,
    mint: Arc<dyn Mint>,
    database: Database,
    ledger: ErasureLedger,
) -> Result<Hallpass, CommandError> {
    let clock = Arc::new(SystemClock);
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
        ledger,
        service: ServiceSettings::of(config),
    }))
}

pub(crate) fn master_keys(config: &Config) -> MasterKeys {
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

/// The restricted role that serves PostgreSQL.
pub(crate) fn service_role() -> String {
    Settings::default().service_role
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
    keep(by, config, hallpass);
    if let Some(bind) = config.metrics.bind {
        let address = metrics::listen(bind, hallpass.clone())?;
        log::info!("metrics are served at http://{address}/metrics");
        spawn(repeat(
            BackgroundTask::Metrics,
            hallpass.clone(),
            async move |hallpass| metrics::ask(by, hallpass).await,
        ));
    }
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

/// Begins what every instance repeats.
fn keep(by: Installation, config: &Config, hallpass: &Data<Hallpass>) {
    let all = || hallpass.clone();
    spawn(repeat(
        BackgroundTask::SigningKeys,
        all(),
        async move |hallpass| key_store::keep(by, hallpass).await,
    ));
    spawn(repeat(
        BackgroundTask::Housekeeping,
        all(),
        async move |hallpass| {
            let rows = housekeeping::sweep(by, hallpass).await?;
            log::info!("deleted {rows} expired rows");
            policies::announce(by, hallpass).await?;
            consent::ask_again(by, hallpass).await?;
            retention::plan_all(by, hallpass).await?;
            Ok::<_, ApiError>(())
        },
    ));
    spawn(repeat(BackgroundTask::Refusals, all(), async |hallpass| {
        hallpass.refusals().flush(hallpass, Due::Over).await
    }));
    spawn(repeat(
        BackgroundTask::RosterImports,
        all(),
        async move |hallpass| import::resume_all(by, hallpass).await,
    ));
    spawn(repeat(BackgroundTask::Work, all(), async move |hallpass| {
        worker::run_due(by, hallpass).await.map(drop)
    }));
    spawn(repeat(
        BackgroundTask::ErasureLedger,
        all(),
        async |hallpass| hallpass.keep_ledger(Beginning::Now).await,
    ));
    let mut shipping = Shipping::to(config.audit.heads_file.clone());
    spawn(repeat(
        BackgroundTask::AuditHeads,
        all(),
        async move |hallpass| shipping.ship(by, hallpass).await,
    ));
}

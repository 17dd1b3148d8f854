//! `hallpass check`: what can be said about a configuration, key by key.
//!
//! What the configuration alone tells is said by [`diagnose`]; what needs a database or a key to be
//! tried is said by a [`Probe`] of the person who owns it.

use domain::text_enum::TextEnum;

use super::{
    Config, ConfigError, Docs, Engine, Environment, Level, Migrator, PostgresUrl, SslMode,
    postgres_url::Distance, secret_files::Access,
};

domain::text_enum! {
    /// How serious a finding is, in rising order.
    pub enum Severity {
        /// As it should be.
        Ok = "ok",
        /// Works, but deserves a look.
        Warning = "warning",
        /// Does not work, or must not.
        Error = "error",
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// How serious it is.
    pub severity: Severity,
    /// The key it concerns.
    pub key: String,
    /// One sentence without a secret.
    pub sentence: String,
}

impl Diagnosis {
    /// A finding about a key.
    pub fn new(severity: Severity, key: &str, sentence: impl Into<String>) -> Self {
        Self {
            severity,
            key: key.to_owned(),
            sentence: sentence.into(),
        }
    }
}

impl From<&ConfigError> for Diagnosis {
    fn from(error: &ConfigError) -> Self {
        Self::new(Severity::Error, error.key(), error.to_string())
    }
}

/// Tries something that the configuration only names: a database, a key.
pub trait Probe {
    /// What was found.
    fn probe(&self, config: &Config) -> Vec<Diagnosis>;
}

/// What the configuration tells by itself.
pub fn diagnose(config: &Config) -> Vec<Diagnosis> {
    let mut found = vec![environment(config), addresses(config), proxies(config)];
    found.push(database(config));
    found.extend(owner(config));
    found.push(master_key(config));
    found.extend(previous_keys(config));
    found.extend(open_files(config));
    found.push(log(config));
    found.push(docs(config));
    found.push(metrics(config));
    found.push(ledger(config));
    found
}

/// What the configuration and the probes tell.
pub fn diagnose_with(config: &Config, probes: &[&dyn Probe]) -> Vec<Diagnosis> {
    let mut found = diagnose(config);
    found.extend(probes.iter().flat_map(|probe| probe.probe(config)));
    found
}

/// The most serious finding; `Ok` if there is none.
pub fn worst(found: &[Diagnosis]) -> Severity {
    found
        .iter()
        .map(|diagnosis| diagnosis.severity)
        .max()
        .unwrap_or(Severity::Ok)
}

fn environment(config: &Config) -> Diagnosis {
    let (severity, sentence) = match config.environment {
        Environment::Production => (Severity::Ok, "production: unsafe settings are refused"),
        Environment::Development | Environment::Demo => (
            Severity::Warning,
            "for made-up data only: unsafe settings are not refused",
        ),
    };
    Diagnosis::new(severity, "environment", sentence)
}

fn addresses(config: &Config) -> Diagnosis {
    let server = &config.server;
    let sentence = format!(
        "listens on {}, known as {}",
        server.bind, config.tokens.issuer
    );
    Diagnosis::new(Severity::Ok, "server.public_url", sentence)
}

fn proxies(config: &Config) -> Diagnosis {
    let server = &config.server;
    let (severity, sentence) = match server.trusted_proxies.len() {
        0 if server.public_url.scheme() == "https" => (
            Severity::Warning,
            "https ends before Hallpass, yet no proxy is trusted: every client will seem to come \
             from the proxy's address, and share its limits"
                .to_owned(),
        ),
        0 => (
            Severity::Ok,
            "no proxy is trusted: a client is who connects".to_owned(),
        ),
        count => (
            Severity::Ok,
            format!("{count} networks of proxies are believed"),
        ),
    };
    Diagnosis::new(severity, "server.trusted_proxies", sentence)
}

fn database(config: &Config) -> Diagnosis {
    let key = "database.url";
    match &config.database.engine {
        Engine::Sqlite(path) => {
            let sentence = format!("SQLite in {}: one instance, one machine", path.display());
            Diagnosis::new(Severity::Ok, key, sentence)
        }
        Engine::Postgres(url) => {
            let (severity, sentence) = protection(url);
            Diagnosis::new(severity, key, sentence)
        }
    }
}

fn protection(url: &PostgresUrl) -> (Severity, &'static str) {
    match (url.distance, url.ssl_mode) {
        (Distance::ThisMachine, _) => (Severity::Ok, "PostgreSQL on this machine"),
        (Distance::Network, SslMode::VerifyFull) => (
            Severity::Ok,
            "PostgreSQL over TLS, its certificate and name verified",
        ),
        (Distance::Network, SslMode::VerifyCa) => (
            Severity::Ok,
            "PostgreSQL over TLS, its certificate verified but not its name",
        ),
        (Distance::Network, SslMode::Require) => (
            Severity::Warning,
            "PostgreSQL over TLS with whoever answers: sslmode=verify-full proves who that is",
        ),
        (Distance::Network, SslMode::Disable | SslMode::Allow | SslMode::Prefer) => (
            Severity::Warning,
            "PostgreSQL over a network that may read along",
        ),
    }
}

fn owner(config: &Config) -> Option<Diagnosis> {
    let (severity, sentence) = match (&config.database.migrator, config.environment) {
        (Migrator::Serving, _) => return None,
        (Migrator::Owner(_), Environment::Production) => (
            Severity::Warning,
            "needed by `hallpass migrate` alone: keep it from the instances that serve",
        ),
        (Migrator::Owner(_), _) => (Severity::Ok, "set, for migrations"),
    };
    Some(Diagnosis::new(severity, "database.owner_url", sentence))
}

fn master_key(config: &Config) -> Diagnosis {
    let master = &config.keys.master;
    if master.is_guessable() {
        let sentence = "a key that everyone knows: what it protects is not protected";
        return Diagnosis::new(Severity::Warning, "keys.master_key", sentence);
    }
    Diagnosis::new(
        Severity::Ok,
        "keys.master_key",
        format!("key `{}` wraps", master.id),
    )
}

fn previous_keys(config: &Config) -> Option<Diagnosis> {
    let names: Vec<_> = config
        .keys
        .previous
        .iter()
        .map(|key| key.id.as_str())
        .collect();
    let sentence = format!(
        "these still open what they once wrapped: {}",
        names.join(", ")
    );
    (!names.is_empty()).then(|| Diagnosis::new(Severity::Ok, "keys.previous_master_keys", sentence))
}

fn open_files(config: &Config) -> impl Iterator<Item = Diagnosis> {
    config
        .secret_files
        .iter()
        .filter(|file| file.access == Access::Everyone)
        .map(|file| {
            let sentence = format!("everyone on the machine can read {}", file.path.display());
            Diagnosis::new(Severity::Warning, file.key, sentence)
        })
}

fn log(config: &Config) -> Diagnosis {
    let level = config.log.level;
    let chatty = matches!(level, Level::Debug | Level::Trace);
    let severity = match config.environment {
        Environment::Production if chatty => Severity::Warning,
        Environment::Production | Environment::Development | Environment::Demo => Severity::Ok,
    };
    let sentence = format!(
        "from `{}` up, as {}",
        level.as_str(),
        config.log.format.as_str()
    );
    Diagnosis::new(severity, "log.level", sentence)
}

fn docs(config: &Config) -> Diagnosis {
    let sentence = match config.server.docs {
        Docs::Public => "the document of the API is served to everyone",
        Docs::Off => "the document of the API is not served",
    };
    Diagnosis::new(Severity::Ok, "server.docs", sentence)
}

fn ledger(config: &Config) -> Diagnosis {
    let sentence = format!(
        "erasures are appended to {}: keep it on another disk than the database, and copy it after each backup",
        config.backup.ledger.display()
    );
    Diagnosis::new(Severity::Ok, "backup.ledger", sentence)
}

fn metrics(config: &Config) -> Diagnosis {
    let (severity, sentence) = match config.metrics.bind {
        None => (Severity::Ok, "no metrics are served".to_owned()),
        Some(bind) if bind.ip().is_loopback() => {
            (Severity::Ok, format!("served on this machine, at {bind}"))
        }
        Some(bind) => (
            Severity::Warning,
            format!("served without a token to all who reach {bind}: only the monitor should"),
        ),
    };
    Diagnosis::new(severity, "metrics.bind", sentence)
}

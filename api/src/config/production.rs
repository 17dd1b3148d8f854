//! What is refused although it is well-formed: settings that would lay real records open.

use url::Url;

use super::{
    Config, ConfigError, Environment, MailSecurity, MailServer, PostgresUrl, Sources, SslMode,
    postgres_url::Distance, secret_files::Access, server,
};

/// Whether this build can speak TLS to PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostgresTls {
    /// Built with the feature `postgres-tls`.
    Built,
    /// Built without it.
    Missing,
}

/// What this build can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build {
    /// TLS to PostgreSQL.
    pub postgres_tls: PostgresTls,
}

impl Build {
    /// The running binary.
    pub const fn this() -> Self {
        let built = cfg!(feature = "postgres-tls");
        Self {
            postgres_tls: if built {
                PostgresTls::Built
            } else {
                PostgresTls::Missing
            },
        }
    }
}

/// Every setting that the environment or the build forbids.
pub(super) fn refusals(config: &Config, build: Build, sources: &Sources) -> Vec<ConfigError> {
    let mut refused = Vec::new();
    for (key, url) in config.database.postgres() {
        if url.distance == Distance::Network && build.postgres_tls == PostgresTls::Missing {
            refused.push((key, NO_TLS));
        }
    }
    if config.environment == Environment::Production {
        refused.extend(public_addresses(config));
        refused.extend(connections(config, build, sources));
        if config.keys.master.is_guessable() {
            refused.push(("keys.master_key", GUESSABLE));
        }
        if config
            .keys
            .previous
            .iter()
            .any(super::MasterKey::is_guessable)
        {
            refused.push(("keys.previous_master_keys", GUESSABLE));
        }
        let open = config
            .secret_files
            .iter()
            .filter(|file| file.access == Access::Everyone);
        refused.extend(open.map(|file| (file.key, OPEN_FILE)));
    }
    refused
        .into_iter()
        .map(|(key, reason)| ConfigError::Refused { key, reason })
        .collect()
}

type Refusal = (&'static str, &'static str);

const NO_TLS: &str = "this build has no TLS to PostgreSQL, so the server must be on this machine; \
     build with the feature `postgres-tls`";
const WEAK_TLS: &str = "beyond this machine `sslmode` must be require, verify-ca or verify-full";
const FROM_PROCESS: &str = "libpq would be led elsewhere by PGHOSTADDR, PGSERVICE or, where the \
     address names no host, PGHOST; unset them";
const GUESSABLE: &str = "this key is published or trivial; make one with `openssl rand -base64 32`";
const OPEN_FILE: &str = "everyone on the machine can read or change the file it is in; \
     `chmod o-rw` the file";
const PLAIN_MAIL: &str = "beyond this machine it must be starttls or tls";
const PLAIN_HTTP: &str = "it must be https, unless the host is this machine";

fn public_addresses(config: &Config) -> Vec<Refusal> {
    let is_open = |text: &String| server::site(text).is_none_or(|url| !server::is_private(&url));
    let mut refused = Vec::new();
    if !server::is_private(&config.server.public_url) {
        refused.push(("server.public_url", PLAIN_HTTP));
    }
    if config.server.cors_allowed_origins.iter().any(is_open) {
        refused.push(("server.cors_allowed_origins", PLAIN_HTTP));
    }
    if is_open(&config.tokens.issuer) {
        refused.push(("tokens.issuer", PLAIN_HTTP));
    }
    let in_the_clear = |mail: &MailServer| {
        let here = Url::parse(&format!("http://{}", mail.host));
        mail.security == MailSecurity::None && !here.is_ok_and(|url| server::is_private(&url))
    };
    if config.mail.server.as_ref().is_some_and(in_the_clear) {
        refused.push(("mail.security", PLAIN_MAIL));
    }
    refused
}

fn connections(config: &Config, build: Build, sources: &Sources) -> Vec<Refusal> {
    let mut refused = Vec::new();
    for (key, url) in config.database.postgres() {
        let weak = url.distance == Distance::Network && url.ssl_mode < SslMode::Require;
        if weak && build.postgres_tls == PostgresTls::Built {
            refused.push((key, WEAK_TLS));
        }
        if is_led_elsewhere(url, sources) {
            refused.push((key, FROM_PROCESS));
        }
    }
    refused
}

/// libpq lets these variables decide whom it connects to, past what was judged here.
fn is_led_elsewhere(url: &PostgresUrl, sources: &Sources) -> bool {
    sources.has_variable("PGHOSTADDR")
        || sources.has_variable("PGSERVICE")
        || (!url.names_host && sources.has_variable("PGHOST"))
}

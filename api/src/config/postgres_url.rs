//! A connection string of PostgreSQL, and what can be told about who may listen in.

use std::{net::IpAddr, time::Duration};

use domain::text_enum::TextEnum;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

domain::text_enum! {
    /// How far a connection to PostgreSQL is protected (libpq, `sslmode`), weakest first.
    pub enum SslMode {
        /// No TLS.
        Disable = "disable",
        /// TLS if the server insists.
        Allow = "allow",
        /// TLS if the server offers it; libpq's default.
        Prefer = "prefer",
        /// TLS, with any server that answers.
        Require = "require",
        /// TLS, with a server that a known authority has certified.
        VerifyCa = "verify-ca",
        /// TLS, with the very server that was asked for.
        VerifyFull = "verify-full",
    }
}

/// How far away a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// A Unix socket, or the loopback interface.
    ThisMachine,
    /// Across a network.
    Network,
}

/// A connection string that names its server by itself. `Debug` hides it.
#[derive(Clone, Debug)]
pub struct PostgresUrl {
    text: SecretString,
    /// How far away the server is.
    pub distance: Distance,
    /// How far the connection is protected.
    pub ssl_mode: SslMode,
    /// Whether the string names a server, or leaves it to libpq (and `PGHOST`).
    pub names_host: bool,
}

impl PostgresUrl {
    /// Reads a string that begins with `postgres://` or `postgresql://`. `None` if it is not one,
    /// names more than one host, or takes its settings from a service file.
    pub fn parse(text: &str) -> Option<Self> {
        let (url, host) = match Url::parse(text) {
            Ok(url) => {
                let host = url.host_str().map(decoded);
                (url, host)
            }
            // A name before an empty host: libpq takes it, where URLs in general may not have it.
            Err(_) => (Url::parse(&text.replacen("@/", "@socket/", 1)).ok()?, None),
        };
        if !matches!(url.scheme(), "postgres" | "postgresql") {
            return None;
        }
        let mut hosts: Vec<String> = host.into_iter().collect();
        let mut ssl_mode = SslMode::Prefer;
        for (name, value) in url.query_pairs() {
            match name.as_ref() {
                "host" | "hostaddr" => hosts.push(value.into_owned()),
                "sslmode" => ssl_mode = SslMode::parse(&value)?,
                "service" | "servicefile" => return None,
                _ => {}
            }
        }
        hosts.retain(|host| !host.is_empty());
        if hosts.iter().any(|host| host.contains(',')) {
            return None;
        }
        let near = hosts.iter().all(|host| is_this_machine(host));
        Some(Self {
            text: SecretString::from(text),
            distance: if near {
                Distance::ThisMachine
            } else {
                Distance::Network
            },
            ssl_mode,
            names_host: !hosts.is_empty(),
        })
    }

    /// The string, password and all, for the one place that connects, which gives up after so many
    /// whole seconds unless the string says otherwise (libpq, `connect_timeout`).
    pub fn expose(&self, connect_timeout: Duration) -> String {
        let text = self.text.expose_secret();
        if text.contains("connect_timeout=") {
            return text.to_owned();
        }
        let joint = if text.contains('?') { '&' } else { '?' };
        format!("{text}{joint}connect_timeout={}", connect_timeout.as_secs())
    }
}

/// A host as libpq reads it: percent-decoded, without the brackets of an IPv6 address.
fn decoded(host: &str) -> String {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let whole = format!("host={}", bare.replace('+', "%2B"));
    let pair = url::form_urlencoded::parse(whole.as_bytes()).next();
    pair.map_or_else(String::new, |(_, value)| value.into_owned())
}

/// Sockets begin with a slash, or with `@` in the abstract namespace.
fn is_this_machine(host: &str) -> bool {
    host.starts_with(['/', '@'])
        || host == "localhost"
        || host
            .parse::<IpAddr>()
            .is_ok_and(|address| address.to_canonical().is_loopback())
}

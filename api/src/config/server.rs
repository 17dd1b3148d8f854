//! `[server]`: listening and answering.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use ipnet::IpNet;
use url::{Host, Url};

use super::reader::Reader;

domain::text_enum! {
    /// Whether the document of the API is served.
    pub enum Docs {
        /// To everyone.
        Public = "public",
        /// To no one.
        Off = "off",
    }
}

/// `[server]`.
#[derive(Debug)]
pub struct Server {
    /// Address and port to listen on; port 0 takes a free one.
    pub bind: SocketAddr,
    /// The address that people and clients use: scheme, host, port.
    pub public_url: Url,
    /// Threads that answer, 0 to 256; 0 is one per core.
    pub workers: usize,
    /// Largest request body, in bytes.
    pub max_body_bytes: usize,
    /// Largest roster bundle as uploaded, in bytes.
    pub max_upload_bytes: usize,
    /// How long a client may take to send the head of a request.
    pub request_head: Duration,
    /// How long a client may take to send a body, beside the time that its bytes are worth.
    pub request_body: Duration,
    /// Connections at a time.
    pub max_connections: usize,
    /// How long an idle connection is kept.
    pub keep_alive: Duration,
    /// How long requests under way may take after the signal to stop.
    pub shutdown: Duration,
    /// Web origins whose pages may call, in their serialized form (RFC 6454 §6.2).
    pub cors_allowed_origins: Vec<String>,
    /// Networks whose word about a request's client is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether the document of the API is served.
    pub docs: Docs,
}

impl Server {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let bind = reader.parsed(
            "server.bind",
            "an address and port, like 127.0.0.1:8080",
            |text| text.parse().ok(),
        );
        let public_url = reader.parsed("server.public_url", ADDRESS, site);
        let workers = reader.number::<u16>("server.workers", 0..=256);
        let max_body_bytes = reader.number::<u32>("server.max_body_bytes", 1024..=16 << 20);
        let max_upload_bytes = reader.number::<u32>("server.max_upload_bytes", 1024..=1 << 30);
        let request_head = reader.number("server.request_head_seconds", 1..=120);
        let request_body = reader.number("server.request_body_seconds", 1..=600);
        let max_connections = reader.number::<u32>("server.max_connections", 16..=1_000_000);
        let keep_alive = reader.number("server.keep_alive_seconds", 1..=600);
        let shutdown = reader.number("server.shutdown_seconds", 1..=300);
        let origins = reader.list("server.cors_allowed_origins", ORIGIN, |text| {
            site(text).map(|url| url.origin().ascii_serialization())
        });
        let trusted_proxies = reader.list("server.trusted_proxies", NETWORK, network);
        let docs = reader.word("server.docs");
        Some(Self {
            bind: bind?,
            public_url: public_url?,
            workers: usize::from(workers?),
            max_body_bytes: usize::try_from(max_body_bytes?).ok()?,
            max_upload_bytes: usize::try_from(max_upload_bytes?).ok()?,
            request_head: Duration::from_secs(request_head?),
            request_body: Duration::from_secs(request_body?),
            max_connections: usize::try_from(max_connections?).ok()?,
            keep_alive: Duration::from_secs(keep_alive?),
            shutdown: Duration::from_secs(shutdown?),
            cors_allowed_origins: origins?,
            trusted_proxies: trusted_proxies?,
            docs: docs?,
        })
    }
}

/// What an address of a site looks like.
pub(super) const ADDRESS: &str = "an http or https address without a path, like \
     https://hallpass.example.edu";
const ORIGIN: &str = "an origin without a path, like https://learn.example.edu";
const NETWORK: &str = "an address or a network, like 10.0.0.5 or 10.0.0.0/24, but not the whole \
     internet";

/// The address of a site: `http` or `https`, a host, nothing behind it.
pub(super) fn site(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    bare.then_some(url)
}

/// Whether what is sent to the address stays unread by others: https, or this very machine.
pub(super) fn is_private(url: &Url) -> bool {
    url.scheme() == "https"
        || match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
}

fn network(text: &str) -> Option<IpNet> {
    let network = text
        .parse()
        .ok()
        .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))?;
    (network.prefix_len() > 0).then_some(network)
}

//! The service: everything that stands between the network and an operation, put together once for
//! the server and for tests.
//!
//! From the outside in: [`http::close_unread`] lets no client hold a connection by a body that is
//! not wanted; [`http::finish`] gives every answer its id, its headers and its line in the
//! log, and says what the framework says as a problem; CORS answers browsers of configured origins;
//! [`limits::limit`] counts; then the operations. Answers are not compressed: they hold secrets
//! beside what a client chose (BREACH), and the few large public ones are what a proxy compresses.

use std::time::Duration;

use actix_cors::Cors;
use actix_web::{
    App, Error,
    body::BoxBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::from_fn,
    web::{self, Data},
};
use ipnet::IpNet;
use url::{Host, Url};
use utoipa_actix_web::AppExt as _;

use crate::{
    app::Hallpass,
    config::{Config, Docs, Environment, Limits, Streams},
    courses, http, limits, pages, routes,
};

/// Seconds for which a browser may keep what it was told about an address.
const PREFLIGHT_SECONDS: usize = 86_400;

/// Whether pages that are served on this machine may call, from whatever port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalOrigins {
    /// They may: the data is made up.
    Allowed,
    /// Only configured origins may.
    Refused,
}

/// How the service meets the network.
#[derive(Clone, Debug)]
pub struct ServiceSettings {
    /// Web origins whose pages may call, in their serialized form (RFC 6454 §6.2).
    pub allowed_origins: Vec<String>,
    /// The origin of the service itself, as browsers say it: whose pages may keep the refresh token in
    /// a cookie.
    pub own_origin: String,
    /// Whether pages of this machine may call, from whatever port.
    pub local_origins: LocalOrigins,
    /// Networks whose word about a request's client is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether the document of the API is served.
    pub docs: Docs,
    /// How long a client may take to send a body, beside the time that its bytes are worth.
    pub request_body: Duration,
    /// How often one caller or one address may ask.
    pub limits: Limits,
    /// How many clients follow a class, and how closely.
    pub streams: Streams,
    /// The digest of the configuration.
    pub configuration: String,
}

impl ServiceSettings {
    /// As configured.
    pub fn of(config: &Config) -> Self {
        Self {
            allowed_origins: config.server.cors_allowed_origins.clone(),
            own_origin: config.server.public_url.origin().ascii_serialization(),
            local_origins: match config.environment {
                Environment::Demo => LocalOrigins::Allowed,
                Environment::Production | Environment::Development => LocalOrigins::Refused,
            },
            trusted_proxies: config.server.trusted_proxies.clone(),
            docs: config.server.docs,
            request_body: config.server.request_body,
            limits: config.limits,
            streams: config.streams,
            configuration: config.digest.clone(),
        }
    }
}

/// The whole service, for `HttpServer::new` and for `actix_web::test::init_service`.
pub fn app(
    hallpass: Data<Hallpass>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let cors = cors(hallpass.service());
    let (app, _) = App::new()
        .wrap(from_fn(limits::limit))
        .wrap(cors)
        .wrap(from_fn(http::finish))
        .wrap(from_fn(http::close_unread))
        .app_data(hallpass)
        .app_data(http::path_config())
        .app_data(http::query_config())
        .into_utoipa_app()
        .configure(routes::mount)
        .split_for_parts();
    app.configure(pages::mount)
        .default_service(web::to(http::no_such_address))
}

/// Cross-origin requests: from configured origins, with a token in a header and never with cookies;
/// from any origin where the catalogue is read, which is public; in the demo from this machine.
fn cors(service: &ServiceSettings) -> Cors {
    let cors = Cors::default()
        .allowed_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allowed_headers([
            header::ACCEPT,
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::HeaderName::from_static("idempotency-key"),
            header::HeaderName::from_static("last-event-id"),
            header::HeaderName::from_static("request-id"),
        ])
        .expose_headers([
            "Date",
            "ETag",
            "Idempotent-Replayed",
            "Link",
            "Location",
            "RateLimit",
            "RateLimit-Policy",
            "Request-Id",
            "Retry-After",
        ])
        .max_age(PREFLIGHT_SECONDS)
        .allowed_origin_fn(|_, request| courses::is_public_catalogue(request.uri.path()));
    let cors = match service.local_origins {
        LocalOrigins::Allowed => cors.allowed_origin_fn(|origin, _| is_local(origin)),
        LocalOrigins::Refused => cors,
    };
    service
        .allowed_origins
        .iter()
        .fold(cors, |cors, origin| cors.allowed_origin(origin))
}

/// Whether an origin is a page of this machine.
fn is_local(origin: &header::HeaderValue) -> bool {
    let url = origin.to_str().ok().and_then(|text| Url::parse(text).ok());
    url.is_some_and(|url| match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    })
}

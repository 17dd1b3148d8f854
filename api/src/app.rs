//! Hallpass itself: what every operation hangs on.

mod status;
mod transactions;

use std::sync::{Arc, OnceLock};

use actix_web::http::Method;
use chrono::{DateTime, Utc};
use domain::mint::{Clock, Mint};
use persistence::{Database, RowSecurityError, consent::Links, progress::CourseIndexCache};
use uuid::Uuid;

use crate::{
    accounts::{access_token::AccessTokens, password_hashing::PasswordHashing},
    backups::ErasureLedger,
    config::Rosters,
    courses::CatalogueCache,
    http::{Cursors, UploadPlaces},
    limits::RateLimits,
    mail::Mailer,
    metrics::Metrics,
    pages::DemoLogins,
    policies::Policies,
    problem::{ApiError, ProblemKind},
    progress::StreamPlaces,
    refusals::Refusals,
    routes::Methods,
    service::ServiceSettings,
};

/// Seconds after which to ask again whether the service is ready.
const READY_AFTER_SECONDS: u32 = 5;

/// The parts that a Hallpass is put together from.
pub struct Parts {
    /// The database.
    pub database: Database,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of ids and secrets.
    pub mint: Arc<dyn Mint>,
    /// Makes and checks access tokens.
    pub access_tokens: AccessTokens,
    /// Hashes passwords, few at a time.
    pub hasher: PasswordHashing,
    /// Signs cursors.
    pub cursors: Cursors,
    /// Bytes of a JSON body at most.
    pub max_body_bytes: usize,
    /// Bytes of an uploaded file at most.
    pub max_upload_bytes: usize,
    /// How much rosters may take.
    pub rosters: Rosters,
    /// What messages are handed to.
    pub mailer: Mailer,
    /// Where their links lead.
    pub links: Links,
    /// The published versions of the privacy policy.
    pub policies: &'static Policies,
    /// The ledger of erasures.
    pub ledger: ErasureLedger,
    /// How the service meets the network.
    pub service: ServiceSettings,
}

/// A running Hallpass. The database is private: operations reach it through transactions only.
pub struct Hallpass {
    parts: Parts,
    methods: Methods,
    metrics: Metrics,
    limits: RateLimits,
    refusals: Refusals,
    upload_places: UploadPlaces,
    stream_places: StreamPlaces,
    course_indexes: CourseIndexCache,
    catalogue_cache: CatalogueCache,
    demo_logins: OnceLock<DemoLogins>,
}

impl Hallpass {
    /// Puts a Hallpass together.
    pub fn new(parts: Parts) -> Self {
        Self {
            metrics: Metrics::new(
                parts.clock.now(),
                &parts.service.configuration,
                parts.hasher.metrics(),
            ),
            limits: RateLimits::new(parts.service.limits, parts.mint.as_ref()),
            refusals: Refusals::default(),
            upload_places: UploadPlaces::default(),
            stream_places: StreamPlaces::of(&parts.service.streams),
            course_indexes: CourseIndexCache::default(),
            parts,
            methods: Methods::of_operations(),
            catalogue_cache: CatalogueCache::default(),
            demo_logins: OnceLock::new(),
        }
    }

    /// The present instant. Operations take theirs from the transaction.
    pub fn now(&self) -> DateTime<Utc> {
        self.parts.clock.now()
    }

    /// The id of a request that came without one.
    pub fn new_request_id(&self) -> Uuid {
        self.parts.mint.id(self.now())
    }

    /// The source of ids and secrets.
    pub fn mint(&self) -> &Arc<dyn Mint> {
        &self.parts.mint
    }

    /// Makes and checks access tokens.
    pub fn access_tokens(&self) -> &AccessTokens {
        &self.parts.access_tokens
    }

    /// Hashes passwords.
    pub fn hasher(&self) -> &PasswordHashing {
        &self.parts.hasher
    }

    /// Signs cursors.
    pub fn cursors(&self) -> &Cursors {
        &self.parts.cursors
    }

    /// Bytes of a JSON body at most.
    pub fn max_body_bytes(&self) -> usize {
        self.parts.max_body_bytes
    }

    /// Bytes of an uploaded file at most.
    pub fn max_upload_bytes(&self) -> usize {
        self.parts.max_upload_bytes
    }

    /// How much rosters may take.
    pub fn rosters(&self) -> Rosters {
        self.parts.rosters
    }

    /// Where the links of messages lead.
    pub fn links(&self) -> &Links {
        &self.parts.links
    }

    /// The published versions of the privacy policy.
    pub fn policies(&self) -> &'static Policies {
        self.parts.policies
    }

    /// What messages are handed to.
    pub fn mailer(&self) -> &Mailer {
        &self.parts.mailer
    }

    /// The places for uploads.
    pub fn upload_places(&self) -> &UploadPlaces {
        &self.upload_places
    }

    /// The places for streams.
    pub fn stream_places(&self) -> &StreamPlaces {
        &self.stream_places
    }

    /// How the service meets the network.
    pub fn service(&self) -> &ServiceSettings {
        &self.parts.service
    }

    /// The published courses that progress was asked of lately.
    pub fn course_indexes(&self) -> &CourseIndexCache {
        &self.course_indexes
    }

    /// Answers about the public catalogue.
    pub fn catalogue_cache(&self) -> &CatalogueCache {
        &self.catalogue_cache
    }

    /// How to sign in to the demo, if this is one.
    pub fn demo_logins(&self) -> Option<&DemoLogins> {
        self.demo_logins.get()
    }

    /// Shows visitors how to sign in, and the examples: of the demo only.
    pub fn show_demo_logins(&self, logins: DemoLogins) -> &DemoLogins {
        self.demo_logins.get_or_init(|| logins)
    }

    /// What a monitor reads.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Refusals that follow one another.
    pub fn refusals(&self) -> &Refusals {
        &self.refusals
    }

    /// Who has asked how often.
    pub fn limits(&self) -> &RateLimits {
        &self.limits
    }

    /// Whether operations can be served.
    ///
    /// # Errors
    /// [`ProblemKind::NotReady`], the cause of which is logged.
    pub async fn ready(&self) -> Result<(), ApiError> {
        self.parts.database.ready().await.map_err(|cause| {
            log::warn!("not ready: {cause}");
            ApiError::Later {
                kind: ProblemKind::NotReady,
                seconds: READY_AFTER_SECONDS,
            }
        })
    }

    /// Whether row-level security between tenants binds the role that serves.
    ///
    /// # Errors
    /// Why they do not.
    pub async fn verify_row_security(&self) -> Result<(), RowSecurityError> {
        self.parts.database.verify_row_security().await
    }

    /// The methods that are known at an address.
    pub fn methods_at(&self, path: &str) -> Vec<Method> {
        self.methods.at(path)
    }
}

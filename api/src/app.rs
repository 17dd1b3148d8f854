//! Hallpass itself: what every operation hangs on.

use std::sync::Arc;

use actix_web::http::Method;
use chrono::{DateTime, Utc};
use domain::{
    ids::{OrganizationId, UserId},
    mint::{Clock, Mint},
};
use persistence::{
    Database, Mode, RowSecurityError, Scope, Tx,
    access::{Actor, Installation},
    accounts::sessions,
    audit, installation,
    progress::CourseIndexCache,
};
use uuid::Uuid;

use crate::{
    accounts::{
        access_token::{AccessTokens, Bearer},
        password_hashing::PasswordHashing,
    },
    caller::Caller,
    courses::CatalogueCache,
    http::{Cursors, UploadPlaces},
    limits::RateLimits,
    origin::Origin,
    problem::{ApiError, ProblemKind},
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
    /// How the service meets the network.
    pub service: ServiceSettings,
}

/// A running Hallpass. The database is private: operations reach it through transactions only.
pub struct Hallpass {
    parts: Parts,
    methods: Methods,
    limits: RateLimits,
    upload_places: UploadPlaces,
    course_indexes: CourseIndexCache,
    catalogue_cache: CatalogueCache,
}

impl Hallpass {
    /// Puts a Hallpass together.
    pub fn new(parts: Parts) -> Self {
        Self {
            limits: RateLimits::new(parts.service.limits, parts.mint.as_ref()),
            upload_places: UploadPlaces::default(),
            course_indexes: CourseIndexCache::default(),
            parts,
            methods: Methods::of_operations(),
            catalogue_cache: CatalogueCache::default(),
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

    /// The places for uploads.
    pub fn upload_places(&self) -> &UploadPlaces {
        &self.upload_places
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

    /// Runs a caller's operation that reads. What it discloses is in the audit log before this
    /// returns.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn read<T, F>(&self, caller: &Caller, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        self.run(Mode::Read, caller, operation).await
    }

    /// Runs a caller's operation that may change rows, all of it or nothing, answered after the
    /// commit.
    ///
    /// # Errors
    /// As [`Self::run`].
    pub async fn write<T, F>(&self, caller: &Caller, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        self.run(Mode::Write, caller, operation).await
    }

    /// Runs a caller's operation in this mode.
    ///
    /// # Errors
    /// [`ProblemKind::Unauthenticated`] if the session ended; what the operation returns. A refusal
    /// by the policy is logged.
    pub async fn run<T, F>(&self, mode: Mode, caller: &Caller, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        let bearer = caller.bearer();
        let scope = self.scope(bearer.organization, caller);
        let outcome = self
            .parts
            .database
            .run(mode, scope, move |tx| {
                let actor = acting(tx, bearer)?;
                operation(tx, actor)
            })
            .await;
        if let Err(failure) = &outcome {
            self.note_refusal(scope, failure).await?;
        }
        outcome
    }

    /// Runs an operation of a command, on behalf of a person.
    ///
    /// # Errors
    /// [`ProblemKind::Unauthenticated`] if the person's account or their organization is not active;
    /// what the operation returns. A refusal by the policy is logged.
    pub(crate) async fn run_on_behalf<T, F>(
        &self,
        by: Installation,
        mode: Mode,
        (person, organization): (UserId, OrganizationId),
        request: Uuid,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        let scope = self.scope(organization, Origin::command_line(request));
        let outcome = self
            .parts
            .database
            .run(mode, scope, move |tx| {
                let actor = installation::on_behalf_of(tx, &by, person)?
                    .ok_or(ProblemKind::Unauthenticated)?;
                operation(tx, actor)
            })
            .await;
        if let Err(failure) = &outcome {
            self.note_refusal(scope, failure).await?;
        }
        outcome
    }

    /// Runs an operation of an unauthenticated client in a tenant, without changing rows.
    ///
    /// # Errors
    /// What the operation returns.
    pub async fn read_in<T, F>(
        &self,
        organization: OrganizationId,
        origin: impl Into<Origin>,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, ApiError> + Send + 'static,
    {
        self.parts
            .database
            .read(self.scope(organization, origin), operation)
            .await
    }

    /// Runs an operation of an unauthenticated client in a tenant.
    ///
    /// # Errors
    /// What the operation returns, in which case nothing was changed.
    pub async fn write_in<T, F>(
        &self,
        organization: OrganizationId,
        origin: impl Into<Origin>,
        operation: F,
    ) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>) -> Result<T, ApiError> + Send + 'static,
    {
        self.parts
            .database
            .write(self.scope(organization, origin), operation)
            .await
    }

    fn scope(&self, organization: OrganizationId, origin: impl Into<Origin>) -> Scope {
        let origin = origin.into();
        let scope = Scope::new(origin.channel, organization, self.now(), origin.request);
        origin
            .source
            .map_or(scope, |source| scope.coming_from(source))
    }

    /// Logs a refusal in a transaction of its own: the one in which it was refused is gone.
    async fn note_refusal(&self, scope: Scope, failure: &ApiError) -> Result<(), ApiError> {
        let ApiError::Refused(refusal) = *failure else {
            return Ok(());
        };
        self.parts
            .database
            .write(scope, move |tx| {
                audit::refused(tx, &refusal).map_err(ApiError::from)
            })
            .await
    }
}

fn acting<'t>(tx: &mut Tx<'t>, bearer: Bearer) -> Result<Actor<'t>, ApiError> {
    sessions::actor(tx, bearer.session, bearer.epoch)?
        .map_err(|_| ProblemKind::Unauthenticated.into())
}

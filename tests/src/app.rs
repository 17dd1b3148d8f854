//! A school under test: a Hallpass of one test's own, and the people in it.

use std::{future::Future, num::NonZeroUsize, pin::Pin, rc::Rc, sync::Arc, time::Duration};

use actix_http::Request;
use actix_web::{
    body::to_bytes,
    dev::Service,
    test::{TestRequest, init_service},
    web::Data,
};
use api::{
    accounts::{
        access_token::AccessTokens,
        argon2id::Cost,
        key_store,
        password_hashing::{PasswordHashing, Settings as HashingSettings},
        signing_keys::{SigningKey, SigningKeys},
    },
    app::{Hallpass, Parts},
    backups::ErasureLedger,
    config::{Docs, Limits, Rosters, Streams},
    http::Cursors,
    mail::Mailer,
    policies::Policies,
    service::{self, LocalOrigins, ServiceSettings},
};
use chrono::{DateTime, Utc};
use domain::{
    accounts::signing_keys::immediate_dates,
    mint::{Clock, Mint},
};
use persistence::{Database, consent::Links, testing};

use crate::{
    clock::{CountingMint, StoppedClock},
    document,
    mail_server::MailServer,
    reply::Reply,
    template::{self, Place},
    world::World,
};

/// The database that a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The embedded database.
    Sqlite,
    /// The server that [`crate::postgres::server`] gives.
    Postgres,
}

type Answering = Rc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Reply>>>>;

/// A Hallpass of one test's own.
#[derive(Clone)]
pub struct TestApp {
    /// What it runs on.
    pub backend: Backend,
    /// The clock that the test moves.
    pub clock: Arc<StoppedClock>,
    /// The ids of what is there from the beginning.
    pub world: World,
    /// The application.
    pub hallpass: Data<Hallpass>,
    /// A second road to its rows, for what a test arranges or looks at.
    pub database: Arc<Database>,
    /// Where the rows are.
    pub place: Rc<Place>,
    service: Answering,
}

impl TestApp {
    /// Starts a Hallpass on a database of its own, with the world in it.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, generous()).await
    }

    /// Starts one that meets the network in a way of the test's own.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn start_with(backend: Backend, settings: ServiceSettings) -> Self {
        let clock = Arc::new(StoppedClock::default());
        let (place, world) = template::copy(backend, clock.now()).await;
        let place = Rc::new(place);
        let keys = SigningKeys::new(vec![first_key(clock.now())]);
        let hallpass = hallpass(
            &place,
            Arc::clone(&clock),
            settings,
            keys,
            2,
            ROSTERS,
            (Mailer::Off, bundled_policies()),
        );
        let database = Arc::new(place.open(3));
        Self::around(backend, clock, world, database, place, hallpass).await
    }

    /// Starts another Hallpass on the same database, with the signing keys that are stored there.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn another_instance(&self) -> Self {
        self.restarted(generous()).await
    }

    /// The same, meeting the network in a way of the test's own.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn restarted(&self, settings: ServiceSettings) -> Self {
        self.restarted_with(settings, ROSTERS, Mailer::Off, bundled_policies())
            .await
    }

    /// The same, taking so much of rosters.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn importing(&self, rosters: Rosters) -> Self {
        self.restarted_with(generous(), rosters, Mailer::Off, bundled_policies())
            .await
    }

    /// The same, with these versions of the privacy policy.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn under(&self, policies: &'static Policies) -> Self {
        self.restarted_with(generous(), ROSTERS, Mailer::Off, policies)
            .await
    }

    /// The same, handing its messages to a mail server.
    ///
    /// # Panics
    /// When it does not start.
    pub async fn mailing_to(&self, server: &MailServer) -> Self {
        let mailer = Mailer::of(Some(&server.configured()));
        let mailer = mailer.unwrap_or_else(|failure| panic!("{failure}"));
        self.restarted_with(generous(), ROSTERS, mailer, bundled_policies())
            .await
    }

    async fn restarted_with(
        &self,
        settings: ServiceSettings,
        rosters: Rosters,
        mailer: Mailer,
        policies: &'static Policies,
    ) -> Self {
        let keys =
            key_store::load_or_create(testing::installation(), &self.database, self.clock.as_ref())
                .await;
        let keys = keys.unwrap_or_else(|failure| panic!("{failure}"));
        let (place, clock) = (Rc::clone(&self.place), Arc::clone(&self.clock));
        let hallpass = hallpass(
            &place,
            Arc::clone(&clock),
            settings,
            keys,
            5,
            rosters,
            (mailer, policies),
        );
        let database = Arc::clone(&self.database);
        Self::around(self.backend, clock, self.world, database, place, hallpass).await
    }

    async fn around(
        backend: Backend,
        clock: Arc<StoppedClock>,
        world: World,
        database: Arc<Database>,
        place: Rc<Place>,
        hallpass: Hallpass,
    ) -> Self {
        let hallpass = Data::new(hallpass);
        let service = Rc::new(init_service(service::app(hallpass.clone())).await);
        let service: Answering = Rc::new(move |request| {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let response = match service.call(request).await {
                    Ok(response) => response.into_parts().1,
                    Err(error) => error.error_response(),
                };
                let (status, headers) = (response.status(), response.headers().clone());
                let body = to_bytes(response.into_body())
                    .await
                    .unwrap_or_default()
                    .to_vec();
                Reply {
                    status,
                    headers,
                    body,
                }
            })
        });
        Self {
            backend,
            clock,
            world,
            hallpass,
            database,
            place,
            service,
        }
    }

    /// Sends a request, and compares the answer with the API document.
    pub async fn call(&self, request: TestRequest) -> Reply {
        let request = request.to_request();
        let (method, path) = (request.method().clone(), request.path().to_owned());
        let reply = (self.service)(request).await;
        document::check(&method, &path, &reply);
        reply
    }
}

/// The versions of the privacy policy that the service has.
fn bundled_policies() -> &'static Policies {
    Policies::bundled().unwrap_or_else(|failure| panic!("{failure}"))
}

/// Limits that no test reaches by accident.
pub fn generous() -> ServiceSettings {
    ServiceSettings {
        allowed_origins: vec!["https://app.example.org".to_owned()],
        own_origin: "https://hallpass.example.org".to_owned(),
        local_origins: LocalOrigins::Refused,
        trusted_proxies: Vec::new(),
        docs: Docs::Public,
        request_body: Duration::from_secs(30),
        limits: Limits {
            requests_per_caller: 60_000,
            requests_per_address: 60_000,
            sign_ins_per_address: 60_000,
            join_codes_per_address: 60_000,
            failing_accounts_per_address: 60_000,
        },
        streams: Streams {
            connections: 100,
            connections_per_person: 2,
            interval: Duration::from_millis(10),
            longest: Duration::from_millis(20),
        },
        configuration: "9f86d081884c7d65".to_owned(),
    }
}

/// The key that signs at once, which is stored nowhere.
fn first_key(now: DateTime<Utc>) -> SigningKey {
    let mint = CountingMint::beginning_at(1);
    SigningKey::generate(&mint)
        .and_then(|pkcs8| SigningKey::read(&pkcs8, immediate_dates(now)))
        .unwrap_or_else(|_| panic!("a key"))
}

/// What tests take of rosters that are about something else.
pub const ROSTERS: Rosters = Rosters {
    max_rows: 100_000,
    records_at_a_time: 5_000,
};

/// The cost of hashes where tests wait for them.
pub(crate) const CHEAP: Cost = Cost {
    memory_kib: 8,
    passes: 1,
    lanes: 1,
};

fn hallpass(
    place: &Place,
    clock: Arc<StoppedClock>,
    service: ServiceSettings,
    keys: SigningKeys,
    beginning: u64,
    rosters: Rosters,
    (mailer, policies): (Mailer, &'static Policies),
) -> Hallpass {
    let mint: Arc<dyn Mint> = Arc::new(CountingMint::beginning_at(beginning));
    let hashing = HashingSettings {
        student: CHEAP,
        staff: CHEAP,
        at_once: NonZeroUsize::MIN,
        queue: 32,
        longest_wait: Duration::from_secs(30),
    };
    Hallpass::new(Parts {
        database: place.open(beginning + 10),
        clock,
        mint,
        access_tokens: AccessTokens::new(
            "https://hallpass.example.org".to_owned(),
            "hallpass".to_owned(),
            keys,
        ),
        hasher: PasswordHashing::new(hashing).unwrap_or_else(|_| panic!("hashing")),
        cursors: Cursors::new(&[7; 32]),
        max_body_bytes: 1 << 20,
        max_upload_bytes: 64 << 20,
        rosters,
        mailer,
        policies,
        links: Links {
            base: "https://hallpass.example.org".to_owned(),
        },
        ledger: ErasureLedger::at(None),
        service,
    })
}

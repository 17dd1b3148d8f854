//! A school under test.

/// The database that a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// The embedded database.
    Sqlite,
    /// The server that [`crate::postgres::server`] gives.
    Postgres,
}

/// A Hallpass of one test's own.
#[derive(Debug)]
pub struct TestApp {
    /// What it runs on.
    pub backend: Backend,
}

impl TestApp {
    /// Starts an empty Hallpass on the given database.
    ///
    /// # Panics
    /// When it does not start.
    #[expect(clippy::unused_async, reason = "a server needs the runtime to start")]
    pub async fn start(backend: Backend) -> Self {
        Self { backend }
    }
}

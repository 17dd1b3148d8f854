//! The clock of the load generator, which is a client with a clock of its own.

use chrono::{DateTime, Utc};

/// Now, by this machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the server's clock is given; a client outside it has only the machine's"
)]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

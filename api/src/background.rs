//! What an instance does again and again beside requests.

use std::{fmt::Display, time::Duration};

use actix_web::{
    rt::time::{Instant, interval_at},
    web::Data,
};
use domain::text_enum::TextEnum as _;

use crate::app::Hallpass;

domain::text_enum! {
    /// A task that every instance repeats.
    pub enum BackgroundTask {
        /// Signing keys that another instance made or revoked are taken over, and the next is made.
        SigningKeys = "signing_keys",
        /// Rows past any use are deleted.
        Housekeeping = "housekeeping",
        /// Refusals that were counted are logged.
        Refusals = "refusals",
        /// Imports of rosters are carried on that were begun and are carried on by nobody.
        RosterImports = "roster_imports",
        /// Work that is due is done.
        Work = "work",
        /// The heads of the audit logs are covered and shipped.
        AuditHeads = "audit_heads",
        /// Erasures that are in no ledger are appended to it.
        ErasureLedger = "erasure_ledger",
        /// The database is asked for what the metrics say of it. Only where there are metrics.
        Metrics = "metrics",
    }
}

impl BackgroundTask {
    /// How long is waited between two rounds.
    pub const fn period(self) -> Duration {
        match self {
            // A revoked key is refused everywhere within five seconds (G-KEY).
            Self::SigningKeys => Duration::from_secs(4),
            Self::Housekeeping => Duration::from_hours(1),
            Self::Refusals | Self::AuditHeads | Self::ErasureLedger => Duration::from_secs(10),
            Self::RosterImports => Duration::from_secs(3),
            Self::Work => Duration::from_secs(2),
            Self::Metrics => Duration::from_secs(15),
        }
    }

    /// Before the first round.
    const fn delay(self) -> Duration {
        match self {
            // The keys were just read, and nobody waits for a row to be deleted.
            Self::SigningKeys | Self::Housekeeping => self.period(),
            Self::Refusals
            | Self::RosterImports
            | Self::Work
            | Self::AuditHeads
            | Self::ErasureLedger
            | Self::Metrics => Duration::ZERO,
        }
    }
}

/// Repeats a task as long as the process runs, and takes note of how each round ended.
pub async fn repeat<E: Display>(
    task: BackgroundTask,
    hallpass: Data<Hallpass>,
    mut round: impl AsyncFnMut(&Hallpass) -> Result<(), E>,
) {
    let mut ticks = interval_at(Instant::now() + task.delay(), task.period());
    loop {
        ticks.tick().await;
        match round(&hallpass).await {
            Ok(()) => hallpass.metrics().tasks.succeeded(task, hallpass.now()),
            Err(failure) => {
                hallpass.metrics().tasks.failed(task);
                log::error!("a round of the task {} failed: {failure}", task.as_str());
            }
        }
    }
}

//! What a monitor reads of an instance (OpenMetrics 1.0), at an address of its own.
//!
//! Labels are words of closed vocabularies ([`label`]), so nothing of a person can be in a metric. What
//! the metrics mean, and which alerts go with them: `docs/operations.md`.

mod hashing;
mod imports;
mod jobs;
pub mod label;
mod listener;
mod process;
mod requests;
mod stored;
mod tasks;

use std::fmt;

use chrono::{DateTime, Utc};
use prometheus_client::{
    encoding::{prometheus_text, text},
    metrics::{gauge::Gauge, info::Info},
    registry::{Registry, Unit},
};

pub use hashing::HashingMetrics;
pub use imports::{ImportOutcome, ImportStep, Imports};
pub use jobs::{AttemptOutcome, Jobs};
pub use listener::listen;
pub use process::UnderWay;
pub use requests::{RequestMethod, Requests, StatusClass};
pub use stored::ask;
pub use tasks::Tasks;

use crate::meta::VERSION;
use process::Process;
use stored::Stored;

/// Seconds by which what a client waits for is sorted: from a read in memory to the longest wait that
/// is configured.
const SECONDS: [f64; 14] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// How metrics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exposition {
    /// OpenMetrics 1.0.
    OpenMetrics,
    /// The text format of Prometheus, version 0.0.4, for readers that do not ask for the other.
    PrometheusText,
}

impl Exposition {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
            Self::PrometheusText => prometheus_text::CONTENT_TYPE,
        }
    }
}

/// The metrics of an instance.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    process: Process,
    stored: Stored,
    /// How long requests took.
    pub requests: Requests,
    /// How long imports of rosters took.
    pub imports: Imports,
    /// How attempts at work ended.
    pub jobs: Jobs,
    /// Whether the tasks that are repeated are alive.
    pub tasks: Tasks,
    started_at: DateTime<Utc>,
}

impl Metrics {
    /// The metrics of an instance that starts now, configured so.
    pub fn new(started_at: DateTime<Utc>, configuration: &str, hashing: &HashingMetrics) -> Self {
        let mut registry = Registry::with_prefix("hallpass");
        let build = [
            ("version", VERSION.to_owned()),
            ("configuration", configuration.to_owned()),
        ];
        registry.register(
            "build",
            "The release that runs, and a digest of its configuration without secrets",
            Info::new(build),
        );
        let started: Gauge = Gauge::default();
        started.set(started_at.timestamp());
        registry.register_with_unit(
            "started_timestamp",
            "When this process started, in seconds since 1970",
            Unit::Seconds,
            started,
        );
        hashing.register(&mut registry);
        Self {
            process: Process::new(&mut registry),
            stored: Stored::new(&mut registry),
            requests: Requests::new(&mut registry),
            imports: Imports::new(&mut registry),
            jobs: Jobs::new(&mut registry),
            tasks: Tasks::new(&mut registry),
            registry,
            started_at,
        }
    }

    /// When the instance started.
    pub fn started_at(&self) -> DateTime<Utc> {
        self.started_at
    }

    /// All of them, with what is under way at the moment.
    ///
    /// # Errors
    /// If a value cannot be written, which is a mistake of ours.
    pub fn write(&self, exposition: Exposition, now: &UnderWay) -> Result<String, fmt::Error> {
        self.process.set(now);
        let mut written = String::new();
        match exposition {
            Exposition::OpenMetrics => text::encode(&mut written, &self.registry)?,
            Exposition::PrometheusText => prometheus_text::encode(&mut written, &self.registry)?,
        }
        Ok(written)
    }
}

/// A count as the value of a gauge.
fn gauge_of(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

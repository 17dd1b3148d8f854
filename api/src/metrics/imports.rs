//! How long imports of rosters take, and how they end.

use std::time::{Duration, Instant};

use domain::text_enum::TextEnum as _;
use prometheus_client::{
    metrics::{family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};

use super::label::{Label, Labelled};
use crate::problem::ApiError;

domain::text_enum! {
    /// A step of an import.
    pub enum ImportStep {
        /// A bundle is read and compared with what is held.
        Stage = "stage",
        /// What it changes is written.
        Apply = "apply",
    }
}

domain::text_enum! {
    /// How a step ended.
    pub enum ImportOutcome {
        /// It was done.
        Done = "done",
        /// It was refused for what was asked.
        Refused = "refused",
        /// It failed, or there was no place for it.
        Failed = "failed",
    }
}

impl Labelled for ImportStep {
    const NAME: &'static str = "step";
}

impl Labelled for ImportOutcome {
    const NAME: &'static str = "outcome";
}

impl ImportOutcome {
    fn of<T>(ended: &Result<T, ApiError>) -> Self {
        match ended {
            Ok(_) => Self::Done,
            Err(failure) if failure.kind().status().is_server_error() => Self::Failed,
            Err(_) => Self::Refused,
        }
    }
}

/// Seconds by which steps of imports are sorted: from a class to a large district.
const SECONDS: [f64; 10] = [
    0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 180.0, 600.0, 1_800.0, 7_200.0,
];

type Labels = (Label<ImportStep>, Label<ImportOutcome>);

/// How long imports took.
#[derive(Debug)]
pub struct Imports(Family<Labels, Histogram, fn() -> Histogram>);

impl Imports {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(SECONDS);
        let duration = Family::new_with_constructor(histogram);
        registry.register_with_unit(
            "roster_import_duration",
            "How long a step of the import of a roster took, waiting for its turn included",
            Unit::Seconds,
            duration.clone(),
        );
        for &step in ImportStep::ALL {
            for &outcome in ImportOutcome::ALL {
                drop(duration.get_or_create(&(Label(step), Label(outcome))));
            }
        }
        Self(duration)
    }

    /// Does a step and takes note of how long it took and how it ended.
    ///
    /// # Errors
    /// What the step fails with.
    pub async fn timed<T>(
        &self,
        step: ImportStep,
        work: impl Future<Output = Result<T, ApiError>>,
    ) -> Result<T, ApiError> {
        let began = Instant::now();
        let ended = work.await;
        self.ended(step, ImportOutcome::of(&ended), began.elapsed());
        ended
    }

    fn ended(&self, step: ImportStep, outcome: ImportOutcome, took: Duration) {
        self.0
            .get_or_create(&(Label(step), Label(outcome)))
            .observe(took.as_secs_f64());
    }
}

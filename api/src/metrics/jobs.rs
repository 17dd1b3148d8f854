//! How the work ends that the service does by itself.

use domain::{text_enum::TextEnum as _, worker::JobKind};
use prometheus_client::{
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};

use super::label::{Label, Labelled};

domain::text_enum! {
    /// How an attempt at a piece of work ended.
    pub enum AttemptOutcome {
        /// It was done, or there was nothing left to do.
        Done = "done",
        /// It is tried again later.
        PutOff = "put_off",
        /// It is not tried again.
        GivenUp = "given_up",
    }
}

impl Labelled for AttemptOutcome {
    const NAME: &'static str = "outcome";
}

/// How attempts ended.
#[derive(Debug)]
pub struct Jobs(Family<(Label<JobKind>, Label<AttemptOutcome>), Counter>);

impl Jobs {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let attempts = Family::default();
        registry.register(
            "job_attempts",
            "Attempts of this process at work that was due, by how they ended",
            attempts.clone(),
        );
        for &kind in JobKind::ALL {
            for &outcome in AttemptOutcome::ALL {
                drop(attempts.get_or_create(&(Label(kind), Label(outcome))));
            }
        }
        Self(attempts)
    }

    /// An attempt ended so.
    pub fn tried(&self, kind: JobKind, outcome: AttemptOutcome) {
        self.0.get_or_create(&(Label(kind), Label(outcome))).inc();
    }
}

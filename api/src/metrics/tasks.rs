//! Whether the tasks are alive that an instance does again and again.

use chrono::{DateTime, Utc};
use domain::text_enum::TextEnum as _;
use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge},
    registry::{Registry, Unit},
};

use super::label::Label;
use crate::background::BackgroundTask;

/// When each task last succeeded, and how often it failed.
#[derive(Debug)]
pub struct Tasks {
    last_success: Family<Label<BackgroundTask>, Gauge>,
    failures: Family<Label<BackgroundTask>, Counter>,
}

impl Tasks {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let (last_success, failures) = (Family::default(), Family::default());
        registry.register_with_unit(
            "background_task_last_success_timestamp",
            "When a task that is repeated last succeeded in this process, in seconds since 1970",
            Unit::Seconds,
            last_success.clone(),
        );
        registry.register(
            "background_task_failures",
            "How often a task that is repeated failed in this process",
            failures.clone(),
        );
        for &task in BackgroundTask::ALL {
            drop(failures.get_or_create(&Label(task)));
        }
        Self {
            last_success,
            failures,
        }
    }

    /// A round of a task succeeded.
    pub fn succeeded(&self, task: BackgroundTask, at: DateTime<Utc>) {
        self.last_success
            .get_or_create(&Label(task))
            .set(at.timestamp());
    }

    /// A round of a task failed.
    pub fn failed(&self, task: BackgroundTask) {
        self.failures.get_or_create(&Label(task)).inc();
    }

    /// When a task last succeeded, to the second; `None` if it has not.
    pub fn last_success(&self, task: BackgroundTask) -> Option<DateTime<Utc>> {
        let seconds = self.last_success.get(&Label(task))?.get();
        DateTime::from_timestamp(seconds, 0)
    }

    /// How often a task failed.
    pub fn failures(&self, task: BackgroundTask) -> u64 {
        self.failures
            .get(&Label(task))
            .map_or(0, |failures| failures.get())
    }
}

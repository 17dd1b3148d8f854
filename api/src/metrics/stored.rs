//! What the database says of the whole installation. It is asked every few seconds and not by whom
//! the metrics are read, so that reading them costs the database nothing.

use chrono::{DateTime, Utc};
use domain::{
    ids::PLATFORM,
    text_enum::TextEnum as _,
    worker::{Hindrance, JobKind},
};
use persistence::{
    access::Installation,
    rosters,
    worker::{self, Backlog},
};
use prometheus_client::{
    metrics::{family::Family, gauge::Gauge},
    registry::{Registry, Unit},
};

use super::{gauge_of, label::Label};
use crate::{app::Hallpass, origin::Origin, problem::ApiError};

/// What is stored, as it was when it was last asked for.
#[derive(Debug, Default)]
pub struct Stored {
    ready: Gauge,
    jobs_waiting: Family<Label<JobKind>, Gauge>,
    jobs_due: Family<Label<JobKind>, Gauge>,
    oldest_due_age: Family<Label<JobKind>, Gauge>,
    hindered: Family<Label<Hindrance>, Gauge>,
    messages_unsent: Gauge,
    imports_being_applied: Gauge,
}

impl Stored {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let stored = Self::default();
        registry.register(
            "ready",
            "1 if the database answered, with the right schema and keys, when it was last asked",
            stored.ready.clone(),
        );
        registry.register(
            "jobs_waiting",
            "Work of the installation that is yet to be done",
            stored.jobs_waiting.clone(),
        );
        registry.register(
            "jobs_due",
            "Work of the installation that is due and not done",
            stored.jobs_due.clone(),
        );
        registry.register_with_unit(
            "jobs_oldest_due_age",
            "For how long the oldest work has been due that is not done, 0 if there is none",
            Unit::Seconds,
            stored.oldest_due_age.clone(),
        );
        registry.register(
            "jobs_hindered",
            "Work of the installation that is yet to be done and was hindered the last time",
            stored.hindered.clone(),
        );
        registry.register(
            "messages_unsent",
            "Messages to adults that no mail server has taken yet",
            stored.messages_unsent.clone(),
        );
        registry.register(
            "roster_imports_being_applied",
            "Districts that wait while their roster is written",
            stored.imports_being_applied.clone(),
        );
        stored
    }

    fn set(&self, backlog: &Backlog, being_applied: u64, now: DateTime<Utc>) {
        for of_kind in &backlog.kinds {
            let label = Label(of_kind.kind);
            let age = of_kind.oldest_due_at.map(|due| now - due);
            let age = age.map_or(0, |age| age.num_seconds().max(0));
            let waiting = gauge_of(of_kind.waiting);
            self.jobs_waiting.get_or_create(&label).set(waiting);
            self.jobs_due
                .get_or_create(&label)
                .set(gauge_of(of_kind.due));
            self.oldest_due_age.get_or_create(&label).set(age);
            if of_kind.kind == JobKind::SendMessage {
                self.messages_unsent.set(waiting);
            }
        }
        for hindrance in Hindrance::ALL {
            let jobs = backlog.hindered.get(hindrance).copied().unwrap_or_default();
            self.hindered
                .get_or_create(&Label(*hindrance))
                .set(gauge_of(jobs));
        }
        self.imports_being_applied.set(gauge_of(being_applied));
    }
}

/// Asks the database.
///
/// # Errors
/// If it does not answer, or is not one that this release serves.
pub async fn ask(by: Installation, hallpass: &Hallpass) -> Result<(), ApiError> {
    let stored = &hallpass.metrics().stored;
    let ready = hallpass.ready().await;
    stored.ready.set(i64::from(ready.is_ok()));
    ready?;
    let origin = Origin::worker(hallpass.new_request_id());
    let (backlog, being_applied, now) = hallpass
        .read_in(PLATFORM, origin, move |tx| {
            let backlog = worker::backlog(tx, &by)?;
            Ok((backlog, rosters::being_applied(tx, &by)?, tx.now()))
        })
        .await?;
    stored.set(&backlog, being_applied, now);
    Ok(())
}

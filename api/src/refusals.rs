//! Refusals that follow one another: whoever is refused the same again and again fills no log.
//!
//! The first refusal of a caller, an action and a reason is logged before its answer leaves. Those
//! that follow within a minute are counted and logged as one event, with the subject and the request
//! of the last. Such counts are held by the instance: one that is killed loses those of the running
//! minute.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::{ActionKind, Denial, Refusal},
    ids::{OrganizationId, UserId},
};
use persistence::audit;

use crate::{app::Hallpass, origin::Origin, problem::ApiError};

/// How long refusals are counted after the one that was logged.
const WINDOW: TimeDelta = TimeDelta::minutes(1);

/// How many callers and actions are counted at once, some 200 bytes each. Beyond, every refusal is
/// logged by itself.
const MOST: usize = 10_000;

/// Which refusals are alike.
type Alike = (OrganizationId, UserId, ActionKind, Denial);

fn alike(refusal: &Refusal) -> Alike {
    let Refusal {
        organization,
        actor,
        action,
        denial,
        ..
    } = *refusal;
    (organization, actor, action, denial)
}

/// Refusals to be logged as one event.
#[derive(Clone, Copy)]
pub struct Refused {
    last: (Origin, Refusal),
    attempts: u32,
}

impl Refused {
    /// One refusal.
    pub fn once(origin: Origin, refusal: Refusal) -> Self {
        Self {
            last: (origin, refusal),
            attempts: 1,
        }
    }

    /// Logs them, in a transaction of its own: the one in which it was refused is gone.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn write(self, hallpass: &Hallpass) -> Result<(), ApiError> {
        let (origin, refusal) = self.last;
        hallpass
            .write_in(refusal.organization, origin, move |tx| {
                Ok(audit::refused(tx, &refusal, self.attempts)?)
            })
            .await
    }

    fn with(self, earlier: Option<Self>) -> Self {
        let earlier = earlier.map_or(0, |refused| refused.attempts);
        Self {
            attempts: self.attempts.saturating_add(earlier),
            ..self
        }
    }
}

/// What followed a refusal that was logged.
struct Window {
    began: DateTime<Utc>,
    counted: Option<Refused>,
}

impl Window {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        now >= self.began + WINDOW
    }
}

/// Which refusals are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Those whose minute is over.
    Over,
    /// All, because the process stops.
    All,
}

/// The refusals of the last minute.
#[derive(Default)]
pub struct Refusals(Mutex<HashMap<Alike, Window>>);

impl Refusals {
    /// Logs a refusal, or counts it.
    ///
    /// # Errors
    /// If the database fails. The refusal is counted then.
    pub async fn log(
        &self,
        hallpass: &Hallpass,
        origin: Origin,
        refusal: Refusal,
    ) -> Result<(), ApiError> {
        let refused = Refused::once(origin, refusal);
        let to_write = self.count(refused, hallpass.now());
        self.write(hallpass, to_write).await
    }

    /// Logs what was counted.
    ///
    /// # Errors
    /// If the database fails. What was not logged is kept.
    pub async fn flush(&self, hallpass: &Hallpass, due: Due) -> Result<(), ApiError> {
        let now = hallpass.now();
        let mut counted = Vec::new();
        self.windows().retain(|_, window| {
            let stays = due == Due::Over && !window.is_over(now);
            if !stays {
                counted.extend(window.counted);
            }
            stays
        });
        self.write(hallpass, counted).await
    }

    async fn write(&self, hallpass: &Hallpass, counted: Vec<Refused>) -> Result<(), ApiError> {
        let mut outcome = Ok(());
        for refused in counted {
            if let Err(failure) = refused.write(hallpass).await {
                self.keep(refused, hallpass.now());
                outcome = Err(failure);
            }
        }
        outcome
    }

    /// What is to be written now that this was refused.
    fn count(&self, refused: Refused, now: DateTime<Utc>) -> Vec<Refused> {
        let mut windows = self.windows();
        let known = alike(&refused.last.1);
        match windows.get_mut(&known) {
            Some(window) if !window.is_over(now) => {
                window.counted = Some(refused.with(window.counted));
                Vec::new()
            }
            Some(window) => {
                window.began = now;
                window.counted.take().into_iter().chain([refused]).collect()
            }
            None => {
                if windows.len() < MOST {
                    let counted = None;
                    windows.insert(
                        known,
                        Window {
                            began: now,
                            counted,
                        },
                    );
                }
                vec![refused]
            }
        }
    }

    /// Counts what could not be written with what follows.
    fn keep(&self, refused: Refused, now: DateTime<Utc>) {
        let mut windows = self.windows();
        let window = windows.entry(alike(&refused.last.1)).or_insert(Window {
            began: now,
            counted: None,
        });
        let later = window.counted.unwrap_or(Refused {
            attempts: 0,
            ..refused
        });
        window.counted = Some(later.with(Some(refused)));
    }

    fn windows(&self) -> MutexGuard<'_, HashMap<Alike, Window>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

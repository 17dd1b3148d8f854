//! The places for streams: each holds a connection and asks the database again and again.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use domain::ids::UserId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{
    config::Streams,
    problem::{ApiError, ProblemKind},
};

/// Seconds after which a client may try again that found all places taken.
const AGAIN_AFTER_SECONDS: u32 = 30;

/// The places for streams of one instance.
#[derive(Clone, Debug)]
pub struct StreamPlaces {
    all: Arc<Semaphore>,
    of_person: usize,
    taken: Arc<Mutex<HashMap<UserId, usize>>>,
}

impl StreamPlaces {
    /// As many as are configured.
    pub fn of(streams: &Streams) -> Self {
        Self {
            all: Arc::new(Semaphore::new(streams.connections)),
            of_person: streams.connections_per_person,
            taken: Arc::default(),
        }
    }

    /// A place for a stream of a person.
    ///
    /// # Errors
    /// [`ProblemKind::TooManyRequests`] if the person has as many as one may have;
    /// [`ProblemKind::Busy`] if all are taken.
    pub(super) fn take(&self, person: UserId) -> Result<StreamPlace, ApiError> {
        let later = |kind| ApiError::Later {
            kind,
            seconds: AGAIN_AFTER_SECONDS,
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_person = taken.get(&person).copied().unwrap_or_default();
        if of_person >= self.of_person {
            return Err(later(ProblemKind::TooManyRequests));
        }
        let all = Arc::clone(&self.all)
            .try_acquire_owned()
            .map_err(|_| later(ProblemKind::Busy))?;
        taken.insert(person, of_person.saturating_add(1));
        Ok(StreamPlace {
            person,
            taken: Arc::clone(&self.taken),
            _all: all,
        })
    }
}

/// A place for a stream, free again when it is dropped.
#[derive(Debug)]
pub(super) struct StreamPlace {
    person: UserId,
    taken: Arc<Mutex<HashMap<UserId, usize>>>,
    _all: OwnedSemaphorePermit,
}

impl Drop for StreamPlace {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut held) = taken.entry(self.person) {
            *held.get_mut() = held.get().saturating_sub(1);
            if *held.get() == 0 {
                held.remove();
            }
        }
    }
}

//! Who of an instance's serializable transactions runs beside others, and who runs alone.
//!
//! PostgreSQL refuses one of two serializable transactions that may have read past one another, and
//! what it watches is pages of indexes. While a table is small, its few pages are everybody's: a
//! whole class that begins at once would refuse one another until all have tried too often. So one
//! that has lost a few times runs alone.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// How often a transaction is tried beside others.
const BESIDE_OTHERS: u32 = 3;

/// The turns of one instance.
#[derive(Debug, Default)]
pub(super) struct Turns(RwLock<()>);

/// A turn, for as long as this value lives.
#[expect(dead_code, reason = "a guard is held and never looked at")]
pub(super) enum Turn<'t> {
    Beside(RwLockReadGuard<'t, ()>),
    Alone(RwLockWriteGuard<'t, ()>),
}

impl Turns {
    /// Waits for the turn of an attempt, counted from 1.
    pub(super) fn take(&self, attempt: u32) -> Turn<'_> {
        if attempt > BESIDE_OTHERS {
            Turn::Alone(self.0.write().unwrap_or_else(PoisonError::into_inner))
        } else {
            Turn::Beside(self.0.read().unwrap_or_else(PoisonError::into_inner))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_attempt_runs_beside_others() {
        let turns = Turns::default();
        let _first = turns.take(1);
        let _beside = turns.take(1);
        assert!(turns.0.try_write().is_err());
    }

    #[test]
    fn who_has_lost_too_often_runs_alone() {
        let turns = Turns::default();
        let alone = turns.take(BESIDE_OTHERS + 1);
        assert!(turns.0.try_read().is_err());
        drop(alone);
        assert!(turns.0.try_read().is_ok());
    }
}

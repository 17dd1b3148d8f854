//! How much time on task a learner's hours hold.
//!
//! Nearly every report is about the hour in which it arrives, so that hour's seconds stand beside
//! the learner's revision, which every batch writes anyway ([`Kept`]). The seconds of an hour before
//! it are added up from its events.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    ids::UserId,
    progress::{
        event::{EventKind, TimeOnTask},
        hour::{TooMuchTime, add, hour_of},
    },
};

use super::{
    kept::{Hour, Kept},
    states::count,
};
use crate::{database::Tx, error::DbError, schema::progress_events, sql_types::bind_instant};

/// A learner's hours, as far as a batch needs them.
pub(super) struct Hours {
    learner: UserId,
    /// The hours that were looked at.
    seconds: BTreeMap<DateTime<Utc>, u32>,
}

impl Hours {
    /// Those of a learner, not read yet.
    pub(super) fn of(learner: UserId) -> Self {
        Self {
            learner,
            seconds: BTreeMap::new(),
        }
    }

    /// Takes time on task at an instant, if its hour has it.
    pub(super) fn take(
        &mut self,
        tx: &mut Tx<'_>,
        kept: Kept,
        instant: DateTime<Utc>,
        time: TimeOnTask,
    ) -> Result<Result<(), TooMuchTime>, DbError> {
        let hour = hour_of(instant);
        let recorded = match self.seconds.get(&hour) {
            Some(seconds) => *seconds,
            None => self.read(tx, kept, hour)?,
        };
        let sum = add(recorded, time);
        self.seconds.insert(hour, sum.unwrap_or(recorded));
        Ok(sum.map(drop))
    }

    /// The latest hour that there then is, if the batch took time.
    pub(super) fn latest(&self, kept: Kept) -> Option<Hour> {
        let taken = self.seconds.last_key_value();
        let taken = taken.map(|(hour, seconds)| (*hour, *seconds))?;
        let kept = kept.latest_hour;
        Some(kept.filter(|kept| taken.0 < kept.0).unwrap_or(taken))
    }

    fn read(&self, tx: &mut Tx<'_>, kept: Kept, hour: DateTime<Utc>) -> Result<u32, DbError> {
        match kept.latest_hour {
            Some((latest, seconds)) if hour == latest => Ok(seconds),
            Some((latest, _)) if hour < latest => sum(tx, self.learner, hour),
            _ => Ok(0),
        }
    }
}

fn sum(tx: &mut Tx<'_>, learner: UserId, hour: DateTime<Utc>) -> Result<u32, DbError> {
    let rows: Vec<Option<i32>> = progress_events::table
        .filter(progress_events::organization_id.eq(tx.tenant()))
        .filter(progress_events::learner_id.eq(learner))
        .filter(progress_events::occurred_at.ge(bind_instant(hour)))
        .filter(progress_events::occurred_at.lt(bind_instant(hour + TimeDelta::hours(1))))
        .filter(progress_events::kind.eq(EventKind::TimeSpent))
        .select(progress_events::seconds)
        .load(tx.conn())?;
    let mut seconds = rows.into_iter().flatten().map(count);
    seconds.try_fold(0, |sum: u32, seconds| Ok(sum.saturating_add(seconds?)))
}

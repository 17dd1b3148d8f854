//! How much time on task a learner's hours hold.
//!
//! Nearly every report is about the hour in which it arrives, so that hour's seconds stand beside
//! the learner's revision, which every batch writes anyway. The seconds of an hour before it are
//! added up from its events.

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

use super::states::count;
use crate::{
    database::Tx,
    error::DbError,
    schema::{learner_progress, progress_events},
    sql_types::bind_instant,
};

/// An hour, by its beginning, and the seconds on task in it.
pub(super) type Hour = (DateTime<Utc>, u32);

/// The latest hour of all, if there is one: of later ones nothing is recorded.
#[derive(Clone, Copy)]
struct Kept(Option<Hour>);

/// A learner's hours, as far as a batch needs them.
pub(super) struct Hours {
    learner: UserId,
    /// What is kept beside the revision, once it was read.
    kept: Option<Kept>,
    /// The hours that were looked at.
    seconds: BTreeMap<DateTime<Utc>, u32>,
}

impl Hours {
    /// Those of a learner, not read yet.
    pub(super) fn of(learner: UserId) -> Self {
        Self {
            learner,
            kept: None,
            seconds: BTreeMap::new(),
        }
    }

    /// Takes time on task at an instant, if its hour has it.
    pub(super) fn take(
        &mut self,
        tx: &mut Tx<'_>,
        instant: DateTime<Utc>,
        time: TimeOnTask,
    ) -> Result<Result<(), TooMuchTime>, DbError> {
        let hour = hour_of(instant);
        let recorded = match self.seconds.get(&hour) {
            Some(seconds) => *seconds,
            None => self.read(tx, hour)?,
        };
        let sum = add(recorded, time);
        self.seconds.insert(hour, sum.unwrap_or(recorded));
        Ok(sum.map(drop))
    }

    /// The latest hour that there then is, if the batch took time.
    pub(super) fn latest(&self) -> Option<Hour> {
        let taken = self.seconds.last_key_value();
        let taken = taken.map(|(hour, seconds)| (*hour, *seconds))?;
        let kept = self.kept.and_then(|Kept(hour)| hour);
        Some(kept.filter(|kept| taken.0 < kept.0).unwrap_or(taken))
    }

    fn read(&mut self, tx: &mut Tx<'_>, hour: DateTime<Utc>) -> Result<u32, DbError> {
        let Kept(kept) = match self.kept {
            Some(kept) => kept,
            None => *self.kept.insert(kept(tx, self.learner)?),
        };
        match kept {
            Some((latest, seconds)) if hour == latest => Ok(seconds),
            Some((latest, _)) if hour < latest => sum(tx, self.learner, hour),
            _ => Ok(0),
        }
    }
}

fn kept(tx: &mut Tx<'_>, learner: UserId) -> Result<Kept, DbError> {
    let row: Option<(Option<DateTime<Utc>>, Option<i32>)> = learner_progress::table
        .find((tx.tenant(), learner))
        .select((
            learner_progress::latest_hour,
            learner_progress::latest_hour_seconds,
        ))
        .first(tx.conn())
        .optional()?;
    let hour = row.and_then(|(hour, seconds)| hour.zip(seconds));
    let hour = hour.map(|(hour, seconds)| Ok::<_, DbError>((hour, count(seconds)?)));
    Ok(Kept(hour.transpose()?))
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

//! The sums that stand beside a learner's revision, which every batch writes anyway: what a batch is
//! held against is read with one statement.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{ids::UserId, progress::day_budget::day_of};

use super::states::count;
use crate::{database::Tx, error::DbError, schema::learner_progress};

/// An hour, by its beginning, and the seconds on task in it.
pub(super) type Hour = (DateTime<Utc>, u32);

/// The sums of a learner.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    /// The latest hour of all, if there is one: of later ones nothing is recorded.
    pub(super) latest_hour: Option<Hour>,
    /// The bytes of what arrived today.
    pub(super) day_bytes: u32,
}

impl Kept {
    /// Those of a learner.
    pub(super) fn read(tx: &mut Tx<'_>, learner: UserId) -> Result<Self, DbError> {
        type Sum = (Option<DateTime<Utc>>, Option<i32>);
        let query = learner_progress::table
            .find((tx.tenant(), learner))
            .select((
                (
                    learner_progress::latest_hour,
                    learner_progress::latest_hour_seconds,
                ),
                (learner_progress::day, learner_progress::day_bytes),
            ));
        let row: Option<(Sum, Sum)> =
            on_connection!(tx.conn(), |conn| query.first(conn)).optional()?;
        let (hour, day) = row.unwrap_or_default();
        let sum = |(at, sum): Sum| {
            let known = at.zip(sum);
            let known = known.map(|(at, sum)| Ok::<_, DbError>((at, count(sum)?)));
            known.transpose()
        };
        let today = day_of(tx.now());
        let day = sum(day)?.filter(|(day, _)| *day == today);
        Ok(Self {
            latest_hour: sum(hour)?,
            day_bytes: day.map_or(0, |(_, bytes)| bytes),
        })
    }
}

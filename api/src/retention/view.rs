//! Runs over what is past its time, as clients see them.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::RetentionRunId,
    retention::{rule::RetentionRule, run::RunState},
};
use persistence::retention::{AnnouncedEnd, RetentionRun};
use serde::Serialize;
use utoipa::ToSchema;

/// A day's run over what is past its time. Numbers of accounts, if nothing else is said.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionRunView {
    /// Its id.
    pub id: RetentionRunId,
    /// Its day, in UTC.
    pub day: NaiveDate,
    /// Where it stands.
    pub state: RunState,
    /// Active accounts of the district.
    #[schema(maximum = 2_147_483_647)]
    pub active: u64,
    /// Accounts that are past their time, and against whose end nothing stands.
    #[schema(maximum = 2_147_483_647)]
    pub candidates: u64,
    /// How many end without a person: 200 or 0.5 % of the active ones, whichever is more.
    #[schema(maximum = 2_147_483_647)]
    pub cap: u64,
    /// Accounts that are past their time and held for a matter.
    #[schema(maximum = 2_147_483_647)]
    pub held: u64,
    /// Accounts that are past their time, and that somebody inspects or contests.
    #[schema(maximum = 2_147_483_647)]
    pub inspected: u64,
    /// Accounts that are not used and cannot be spared: the last administrator's, and those that are
    /// being erased already.
    #[schema(maximum = 2_147_483_647)]
    pub spared: u64,
    /// Accounts of which somebody was warned.
    #[schema(maximum = 2_147_483_647)]
    pub warned: u64,
    /// Accounts that ended.
    #[schema(maximum = 2_147_483_647)]
    pub purged: u64,
    /// Single tries and answers that ended, or gave way to the summaries of their lessons.
    #[schema(maximum = 2_147_483_647)]
    pub reduced: u64,
    /// When a person released it; `null` if nobody did.
    pub released_at: Option<DateTime<Utc>>,
    /// When it was done, or gave way to another day's; `null` if it is not over.
    pub ended_at: Option<DateTime<Utc>>,
}

impl From<RetentionRun> for RetentionRunView {
    fn from(run: RetentionRun) -> Self {
        let counts = run.counts;
        Self {
            id: run.id,
            day: run.day.date_naive(),
            state: run.state,
            active: counts.active,
            candidates: counts.candidates,
            cap: counts.cap,
            held: counts.held,
            inspected: counts.inspected,
            spared: counts.spared,
            warned: counts.warned,
            purged: counts.purged,
            reduced: counts.reduced,
            released_at: run.released_at,
            ended_at: run.ended_at,
        }
    }
}

/// What of one's own work ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyRetentionView {
    /// The ends that are announced, the first first.
    #[schema(max_items = 2)]
    pub ends: Vec<AnnouncedEndView>,
}

/// An end that is announced.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnouncedEndView {
    /// The rule of the schedule at `/v1/retention`, which says of what.
    pub rule: RetentionRule,
    /// When. What is past its time by then, or is within the 60 days after, is deleted.
    pub ends_at: DateTime<Utc>,
}

impl From<Vec<AnnouncedEnd>> for MyRetentionView {
    fn from(ends: Vec<AnnouncedEnd>) -> Self {
        Self {
            ends: ends.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<AnnouncedEnd> for AnnouncedEndView {
    fn from(end: AnnouncedEnd) -> Self {
        Self {
            rule: end.rule,
            ends_at: end.ends_at,
        }
    }
}

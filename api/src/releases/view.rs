//! Releases as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    ids::{CourseId, ReleaseId, SchoolId},
    releases::{
        CourseOutcome, GroupSize, PublishedCell, ReleaseForm, SMALLEST_GROUP, Share, share,
    },
};
use persistence::releases::{Release, ReleaseLine, ReleaseTable};
use serde::Serialize;
use utoipa::ToSchema;

/// A release, without its numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseView {
    /// Its id.
    pub id: ReleaseId,
    /// Of which course it tells.
    pub course_id: CourseId,
    /// What it says of a group.
    pub form: ReleaseForm,
    /// When it was made.
    pub released_at: DateTime<Utc>,
}

impl From<Release> for ReleaseView {
    fn from(release: Release) -> Self {
        Self {
            id: release.id,
            course_id: release.course_id,
            form: release.form,
            released_at: release.released_at,
        }
    }
}

domain::text_enum! {
    /// How a share is to be read.
    pub enum ShareBound {
        /// So much or less.
        AtMost = "at_most",
        /// About so much.
        About = "about",
        /// So much or more.
        AtLeast = "at_least",
    }
}

/// The students of a line who have one outcome.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseOutcomeView {
    /// The outcome.
    pub outcome: CourseOutcome,
    /// How many; `null` if it is left out, or if shares are released.
    #[schema(minimum = 0, maximum = 10_000_000, example = 41)]
    pub students: Option<u32>,
    /// Which share of the line in whole percent; `null` if it is left out, or if counts are released.
    #[schema(maximum = 100, example = 35)]
    pub share_percent: Option<u8>,
    /// How the share is to be read.
    pub share_bound: Option<ShareBound>,
}

/// A line of a release.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseLineView {
    /// The school; `null` of all schools together.
    pub school_id: Option<SchoolId>,
    /// How many students; `null` if it is left out, or if shares are released.
    #[schema(minimum = 0, maximum = 10_000_000, example = 118)]
    pub students: Option<u32>,
    /// How large the group is; `null` if it is left out.
    pub size: Option<GroupSize>,
    /// The students with each outcome.
    #[schema(max_items = 4)]
    pub outcomes: Vec<ReleaseOutcomeView>,
}

/// A release with its numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleaseTableView {
    /// Its id.
    pub id: ReleaseId,
    /// Of which course it tells.
    pub course_id: CourseId,
    /// What it says of a group.
    pub form: ReleaseForm,
    /// When it was made.
    pub released_at: DateTime<Utc>,
    /// The fewest students that a number stands for.
    #[schema(minimum = 10, maximum = 10, example = 10)]
    pub smallest_group: u32,
    /// The schools, and after them all schools together.
    #[schema(max_items = 10_000)]
    pub lines: Vec<ReleaseLineView>,
}

impl From<ReleaseTable> for ReleaseTableView {
    fn from(table: ReleaseTable) -> Self {
        let form = table.release.form;
        Self {
            id: table.release.id,
            course_id: table.release.course_id,
            form,
            released_at: table.release.released_at,
            smallest_group: SMALLEST_GROUP,
            lines: table.lines.iter().map(|line| of_line(form, line)).collect(),
        }
    }
}

fn of_line(form: ReleaseForm, line: &ReleaseLine) -> ReleaseLineView {
    let all = counted(line.students);
    let outcomes = line.outcomes.iter().map(|(outcome, cell)| {
        let count = counted(*cell);
        let share = count.zip(all).and_then(|(count, all)| share(count, all));
        let share = share.filter(|_| form == ReleaseForm::Shares).map(read);
        ReleaseOutcomeView {
            outcome: *outcome,
            students: count.filter(|_| form == ReleaseForm::Counts),
            share_percent: share.map(|(percent, _)| percent),
            share_bound: share.map(|(_, bound)| bound),
        }
    });
    ReleaseLineView {
        school_id: line.school,
        students: all.filter(|_| form == ReleaseForm::Counts),
        size: all.and_then(GroupSize::of),
        outcomes: outcomes.collect(),
    }
}

fn counted(cell: PublishedCell) -> Option<u32> {
    match cell {
        PublishedCell::Count(count) => Some(count),
        PublishedCell::Suppressed => None,
    }
}

fn read(share: Share) -> (u8, ShareBound) {
    match share {
        Share::AtMost(percent) => (percent, ShareBound::AtMost),
        Share::About(percent) => (percent, ShareBound::About),
        Share::AtLeast(percent) => (percent, ShareBound::AtLeast),
    }
}

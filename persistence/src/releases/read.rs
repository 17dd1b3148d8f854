//! The releases that were made, as they were published.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReadReleases,
    ids::{CourseId, ReleaseId, SchoolId},
    releases::{CourseOutcome, PublishedCell, ReleaseForm},
};

use crate::{
    access::Permit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::{release_numbers, releases},
};

/// A release.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = releases, check_for_backend(MultiBackend))]
pub struct Release {
    /// Its id.
    pub id: ReleaseId,
    /// Of which course it tells.
    pub course_id: CourseId,
    /// What it says of a group.
    pub form: ReleaseForm,
    /// When it was made.
    pub released_at: DateTime<Utc>,
}

/// A line of a release: a school, or all schools together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseLine {
    /// The school; `None` of all.
    pub school: Option<SchoolId>,
    /// The students with each outcome, in the order of the outcomes.
    pub outcomes: Vec<(CourseOutcome, PublishedCell)>,
    /// All students of the line.
    pub students: PublishedCell,
}

/// A release with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseTable {
    /// The release.
    pub release: Release,
    /// The schools, and after them all schools together.
    pub lines: Vec<ReleaseLine>,
}

/// A page of the releases of the permitted district, the oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ReadReleases>,
    page: PageRequest,
) -> Result<Slice<Release>, DbError> {
    let rows: Vec<Release> = releases::table
        .filter(releases::organization_id.eq(tx.tenant()))
        .filter(releases::id.gt(page.after_id()))
        .order(releases::id)
        .limit(page.limit_plus_one())
        .select(Release::as_select())
        .load(tx.conn())?;
    Ok(page.into_page(rows, |release: &Release| release.id.uuid()))
}

/// A release of the permitted district; `None` if there is no such release.
///
/// # Errors
/// If the database fails.
pub fn show<'t>(
    tx: &mut Tx<'t>,
    _permit: &Permit<'t, ReadReleases>,
    release: ReleaseId,
) -> Result<Option<ReleaseTable>, DbError> {
    find(tx, release)
}

pub(super) fn find(tx: &mut Tx<'_>, id: ReleaseId) -> Result<Option<ReleaseTable>, DbError> {
    let release: Option<Release> = releases::table
        .find((tx.tenant(), id))
        .select(Release::as_select())
        .first(tx.conn())
        .optional()?;
    let Some(release) = release else {
        return Ok(None);
    };
    let rows: Vec<Number> = release_numbers::table
        .filter(release_numbers::organization_id.eq(tx.tenant()))
        .filter(release_numbers::release_id.eq(id))
        .order((release_numbers::line, release_numbers::place))
        .select((
            release_numbers::line,
            release_numbers::school_id,
            release_numbers::outcome,
            release_numbers::students,
        ))
        .load(tx.conn())?;
    let lines = rows.chunk_by(|(one, ..), (other, ..)| one == other);
    let lines = lines.map(line).collect();
    Ok(Some(ReleaseTable { release, lines }))
}

/// A number: of which line, of which school, with which outcome, and how many students.
type Number = (i32, Option<SchoolId>, Option<CourseOutcome>, Option<i32>);

fn line(numbers: &[Number]) -> ReleaseLine {
    let mut line = ReleaseLine {
        school: numbers.first().and_then(|(_, school, ..)| *school),
        outcomes: Vec::new(),
        students: PublishedCell::Suppressed,
    };
    for (_, _, outcome, students) in numbers {
        let count = students.and_then(|students| u32::try_from(students).ok());
        let cell = count.map_or(PublishedCell::Suppressed, PublishedCell::Count);
        match outcome {
            Some(outcome) => line.outcomes.push((*outcome, cell)),
            None => line.students = cell,
        }
    }
    line
}

//! Of whom earlier releases told: what a new one is compared with.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CourseId, ReleaseId, SchoolId, UserId},
    releases::{EarlierRelease, ReleaseForm},
};

use super::cohort::Cohort;
use crate::{
    database::Tx,
    error::DbError,
    schema::{release_members, releases},
};

/// The releases of a course that were made before, with where their students were and where those of this
/// cohort are.
pub(super) fn releases(
    tx: &mut Tx<'_>,
    course: CourseId,
    cohort: &Cohort,
) -> Result<Vec<EarlierRelease>, DbError> {
    let rows: Vec<(ReleaseId, ReleaseForm, i32, DateTime<Utc>)> = releases::table
        .filter(releases::organization_id.eq(tx.tenant()))
        .filter(releases::course_id.eq(course))
        .order(releases::released_at)
        .select((
            releases::id,
            releases::form,
            releases::students,
            releases::released_at,
        ))
        .load(tx.conn())?;
    let mut earlier = Vec::new();
    for (id, form, counted, released_at) in rows {
        let then = members(tx, id)?;
        let held = i32::try_from(then.len()).unwrap_or(i32::MAX);
        earlier.push(EarlierRelease {
            released_at,
            form,
            students: places(&then, cohort),
            forgotten: u32::try_from(counted.saturating_sub(held)).unwrap_or_default(),
        });
    }
    Ok(earlier)
}

/// Of whom a release told, as far as they are known, and at which school.
fn members(tx: &mut Tx<'_>, release: ReleaseId) -> Result<BTreeMap<UserId, SchoolId>, DbError> {
    Ok(release_members::table
        .filter(release_members::organization_id.eq(tx.tenant()))
        .filter(release_members::release_id.eq(release))
        .select((release_members::user_id, release_members::school_id))
        .load::<(UserId, SchoolId)>(tx.conn())?
        .into_iter()
        .collect())
}

/// How many students were where then and are where now.
fn places(
    then: &BTreeMap<UserId, SchoolId>,
    now: &Cohort,
) -> BTreeMap<(Option<SchoolId>, Option<SchoolId>), u32> {
    let everybody: BTreeSet<&UserId> = then.keys().chain(now.keys()).collect();
    let mut places: BTreeMap<(Option<SchoolId>, Option<SchoolId>), u32> = BTreeMap::new();
    for student in everybody {
        let was_at = then.get(student).copied();
        let is_at = now.get(student).map(|(school, _)| *school);
        let count = places.entry((was_at, is_at)).or_default();
        *count = count.saturating_add(1);
    }
    places
}

/// Writes down of whom a release tells.
pub(super) fn remember(
    tx: &mut Tx<'_>,
    release: ReleaseId,
    cohort: &Cohort,
) -> Result<(), DbError> {
    let tenant = tx.tenant();
    let rows = cohort.iter().map(|(student, (school, _))| {
        (
            release_members::organization_id.eq(tenant),
            release_members::release_id.eq(release),
            release_members::user_id.eq(*student),
            release_members::school_id.eq(*school),
        )
    });
    insert_all!(tx, release_members::table, rows);
    Ok(())
}

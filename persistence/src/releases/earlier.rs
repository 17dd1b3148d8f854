//! Of whom earlier releases told: what a new one is compared with.

use std::collections::BTreeMap;

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

/// The releases of a course that were made before, with how many students of each school they and this
/// cohort do not have in common.
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
        earlier.push(EarlierRelease {
            released_at,
            form,
            differing: differing(tx, id, counted, cohort)?,
        });
    }
    Ok(earlier)
}

fn differing(
    tx: &mut Tx<'_>,
    release: ReleaseId,
    counted: i32,
    cohort: &Cohort,
) -> Result<BTreeMap<SchoolId, u32>, DbError> {
    let then: BTreeMap<UserId, SchoolId> = release_members::table
        .filter(release_members::organization_id.eq(tx.tenant()))
        .filter(release_members::release_id.eq(release))
        .select((release_members::user_id, release_members::school_id))
        .load::<(UserId, SchoolId)>(tx.conn())?
        .into_iter()
        .collect();
    let mut differing: BTreeMap<SchoolId, u32> = BTreeMap::new();
    let mut add = |school: SchoolId, students: u32| {
        let count = differing.entry(school).or_default();
        *count = count.saturating_add(students);
    };
    for (student, school) in &then {
        let now_at = cohort.get(student).map(|(school, _)| school);
        add(*school, u32::from(now_at != Some(school)));
    }
    for (student, (school, _)) in cohort {
        add(*school, u32::from(then.get(student) != Some(school)));
    }
    // Of whom nothing is held any more it is not known where they were: they count at every school.
    let held = i32::try_from(then.len()).unwrap_or(i32::MAX);
    let forgotten = u32::try_from(counted.saturating_sub(held)).unwrap_or_default();
    for count in differing.values_mut() {
        *count = count.saturating_add(forgotten);
    }
    Ok(differing)
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

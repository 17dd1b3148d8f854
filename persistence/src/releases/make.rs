//! Making a release.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    access::action::MakeRelease,
    audit::Changed,
    ids::{CourseId, ReleaseId, SchoolId, UserId},
    releases::{
        CourseOutcome, PublishedCell, PublishedLine, PublishedTable, ReleaseForm, ReleaseRefused,
        Sensitivity, may_release, publish, untold,
    },
    text_enum::TextEnum as _,
};

use super::{
    cohort::{Cohort, cohort, outcomes},
    earlier,
    read::{ReleaseTable, find},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::{release_numbers, releases},
    sql_types::bind_instant,
};

/// Releases how far the students of the permitted district have come in a course, by school.
///
/// # Errors
/// If the database fails. The inner error is why nothing is released.
pub fn make<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, MakeRelease>,
    course: CourseId,
    form: ReleaseForm,
) -> Result<Result<ReleaseTable, ReleaseRefused>, DbError> {
    let now = tx.now();
    let cohort = cohort(tx, course)?;
    let students = u32::try_from(cohort.len()).unwrap_or(u32::MAX);
    let earlier = earlier::releases(tx, course, &cohort)?;
    if let Err(refused) = may_release(students, form, &earlier, now) {
        return Ok(Err(refused));
    }
    let outcomes = outcomes(tx, course, &cohort)?;
    let (schools, table) = published(&cohort, &outcomes, &untold(&earlier));
    let id: ReleaseId = tx.new_id();
    let row = (
        releases::organization_id.eq(tx.tenant()),
        releases::id.eq(id),
        releases::course_id.eq(course),
        releases::form.eq(form),
        releases::students.eq(i32::try_from(students).unwrap_or(i32::MAX)),
        releases::released_at.eq(bind_instant(now)),
    );
    diesel::insert_into(releases::table)
        .values(row)
        .execute(tx.conn())?;
    write(tx, id, &schools, &table)?;
    earlier::remember(tx, id, &cohort)?;
    audit::changed(tx, permit, Changed::created(id).referring_to([course]))?;
    let made = find(tx, id)?.ok_or(DbError::Corrupt("a release is there once it is made"))?;
    Ok(Ok(made))
}

/// The schools of a cohort in the order of the lines, and the table, in which nothing is told of some.
fn published(
    cohort: &Cohort,
    outcomes: &BTreeMap<UserId, CourseOutcome>,
    untold: &BTreeSet<SchoolId>,
) -> (Vec<SchoolId>, PublishedTable) {
    let mut groups: BTreeMap<SchoolId, BTreeMap<CourseOutcome, u32>> = BTreeMap::new();
    for (student, (school, _)) in cohort {
        let outcome = outcomes.get(student).copied();
        let counts = groups.entry(*school).or_default();
        let count = counts
            .entry(outcome.unwrap_or(CourseOutcome::NotStarted))
            .or_default();
        *count = count.saturating_add(1);
    }
    let lines: Vec<Vec<u32>> = groups
        .values()
        .map(|counts| {
            let columns = CourseOutcome::ALL.iter();
            let count = |outcome| counts.get(outcome).copied().unwrap_or_default();
            columns.map(count).collect()
        })
        .collect();
    let columns: Vec<Sensitivity> = CourseOutcome::ALL
        .iter()
        .map(|outcome| outcome.sensitivity())
        .collect();
    let untold = (0..)
        .zip(groups.keys())
        .filter(|(_, school)| untold.contains(school))
        .map(|(line, _)| line)
        .collect();
    let table = publish(&lines, &columns, &untold);
    (groups.into_keys().collect(), table)
}

fn write(
    tx: &mut Tx<'_>,
    release: ReleaseId,
    schools: &[SchoolId],
    table: &PublishedTable,
) -> Result<(), DbError> {
    let of_schools = schools.iter().copied().map(Some).zip(&table.groups);
    let lines = of_schools.chain([(None, &table.all)]);
    for (line, (school, numbers)) in lines.enumerate() {
        write_line(tx, (release, line, school), numbers)?;
    }
    Ok(())
}

fn write_line(
    tx: &mut Tx<'_>,
    (release, line, school): (ReleaseId, usize, Option<SchoolId>),
    numbers: &PublishedLine,
) -> Result<(), DbError> {
    let outcomes = CourseOutcome::ALL.iter().copied().map(Some);
    let with_outcomes = outcomes.zip(&numbers.outcomes);
    let places = with_outcomes.chain([(None, &numbers.students)]);
    let position = |number| i32::try_from(number).unwrap_or(i32::MAX);
    for (place, (outcome, cell)) in places.enumerate() {
        let students = match cell {
            PublishedCell::Count(count) => Some(i32::try_from(*count).unwrap_or(i32::MAX)),
            PublishedCell::Suppressed => None,
        };
        let row = (
            release_numbers::organization_id.eq(tx.tenant()),
            release_numbers::release_id.eq(release),
            release_numbers::line.eq(position(line)),
            release_numbers::place.eq(position(place)),
            release_numbers::school_id.eq(school),
            release_numbers::outcome.eq(outcome),
            release_numbers::students.eq(students),
        );
        diesel::insert_into(release_numbers::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

//! Whose data is held at this instant.

use std::collections::HashSet;

use diesel::prelude::*;
use domain::{
    holds::HoldScope,
    ids::{SchoolId, UserId},
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{account_merges, classes, enrollments, legal_holds, school_enrollments, staff_roles},
    sql_types::bind_instant,
};

/// People of whom a statement asks at once.
const AT_ONCE: usize = 500;

/// Those of these people of whom nothing must be deleted: a hold in force names them, a school that they
/// are or were of, or the district.
pub(crate) fn held(tx: &mut Tx<'_>, people: &[UserId]) -> Result<HashSet<UserId>, DbError> {
    type Row = (HoldScope, Option<UserId>, Option<SchoolId>);
    let in_force: Vec<Row> = legal_holds::table
        .filter(legal_holds::organization_id.eq(tx.tenant()))
        .filter(legal_holds::released_at.is_null())
        .filter(legal_holds::review_by.gt(bind_instant(tx.now())))
        .select((
            legal_holds::scope,
            legal_holds::subject_id,
            legal_holds::school_id,
        ))
        .load(tx.conn())?;
    if in_force.is_empty() {
        return Ok(HashSet::new());
    }
    let named = |(scope, ..): &Row| *scope == HoldScope::Organization;
    if in_force.iter().any(named) {
        return Ok(people.iter().copied().collect());
    }
    let asked: HashSet<UserId> = people.iter().copied().collect();
    let named: HashSet<UserId> = in_force
        .iter()
        .filter_map(|(_, person, _)| *person)
        .collect();
    let mut found = with_merged(tx, named)?;
    found.retain(|person| asked.contains(person));
    let schools: Vec<SchoolId> = in_force.iter().filter_map(|(.., school)| *school).collect();
    if !schools.is_empty() {
        for some in people.chunks(AT_ONCE) {
            found.extend(of_schools(tx, some, &schools)?);
        }
    }
    Ok(found)
}

/// These people, with every account that is one person's with theirs: what is held of a person is held of
/// both accounts, as long as they are merged.
fn with_merged(tx: &mut Tx<'_>, mut people: HashSet<UserId>) -> Result<HashSet<UserId>, DbError> {
    let mut asked: Vec<UserId> = people.iter().copied().collect();
    while !asked.is_empty() {
        let mut found: Vec<(UserId, UserId)> = Vec::new();
        for some in asked.chunks(AT_ONCE) {
            let of_some = account_merges::kept_id
                .eq_any(some)
                .or(account_merges::merged_id.eq_any(some));
            let merged: Vec<(UserId, UserId)> = account_merges::table
                .filter(account_merges::organization_id.eq(tx.tenant()))
                .filter(account_merges::undone_at.is_null())
                .filter(of_some)
                .select((account_merges::kept_id, account_merges::merged_id))
                .load(tx.conn())?;
            found.extend(merged);
        }
        let sides = found.into_iter().flat_map(|(kept, merged)| [kept, merged]);
        asked = sides.filter(|person| people.insert(*person)).collect();
    }
    Ok(people)
}

/// Those who are, were or will be of one of the schools: enrolled, in one of its classes, or on its staff.
fn of_schools(
    tx: &mut Tx<'_>,
    people: &[UserId],
    schools: &[SchoolId],
) -> Result<Vec<UserId>, DbError> {
    let mut found: Vec<UserId> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq_any(people))
        .filter(school_enrollments::school_id.eq_any(schools))
        .select(school_enrollments::user_id)
        .load(tx.conn())?;
    let in_classes: Vec<UserId> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq_any(people))
        .filter(classes::school_id.eq_any(schools))
        .select(enrollments::user_id)
        .load(tx.conn())?;
    let on_staff: Vec<UserId> = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::user_id.eq_any(people))
        .filter(staff_roles::school_id.assume_not_null().eq_any(schools))
        .select(staff_roles::user_id)
        .load(tx.conn())?;
    found.extend(in_classes);
    found.extend(on_staff);
    Ok(found)
}

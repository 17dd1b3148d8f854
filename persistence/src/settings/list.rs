//! What was changed of settings, and what waits for a school.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use diesel::prelude::*;
use domain::{
    access::{
        Relationship,
        action::{ListWaitingSettings, ReadOwnSettings, ReadStudentSettingChanges},
    },
    audit::Shown,
    ids::{SchoolId, UserId},
    rights::restriction::RestrictedPart,
    settings::{SettingActor, waiting::SettingChangeState},
};

use super::{
    row::{SettingChange, Stored},
    standing::{Standing, standing},
};
use crate::{
    access::{Permit, withheld_from},
    audit,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    rights,
    schema::{classes, enrollments, school_enrollments, setting_changes},
    sql_types::bind_instant,
};

/// A page of the changes of the permitted person's settings, the oldest first.
///
/// # Errors
/// If the database or the cipher fails.
pub fn own_changes<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnSettings>,
    page: PageRequest,
) -> Result<Slice<SettingChange>, DbError> {
    let standing = standing(tx, permit.subject())?;
    let standing = standing.ok_or(DbError::Corrupt("who asks has an account"))?;
    of_person(tx, &standing, page)
}

/// A page of the changes of the permitted student's settings, the oldest first; `None` if there is no account
/// any more, or a parent's look at it has ended (AGE-12).
///
/// # Errors
/// If the database or the cipher fails.
pub fn changes_of_student<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudentSettingChanges>,
    page: PageRequest,
) -> Result<Option<Slice<SettingChange>>, DbError> {
    let student = permit.subject().student;
    let Some(standing) = standing(tx, student)? else {
        return Ok(None);
    };
    if !standing.is_shown_to(permit.relationship(), tx.now()) {
        return Ok(None);
    }
    let found = of_person(tx, &standing, page)?;
    let changes = Shown::each(found.rows.iter().map(|change| change.id));
    audit::disclosed(tx, permit, changes.and(Shown::each([student])))?;
    Ok(Some(found))
}

fn of_person(
    tx: &mut Tx<'_>,
    standing: &Standing,
    page: PageRequest,
) -> Result<Slice<SettingChange>, DbError> {
    let rows: Vec<Stored> = setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::user_id.eq(standing.person))
        .filter(setting_changes::id.gt(page.after_id()))
        .order(setting_changes::id)
        .limit(page.limit_plus_one())
        .select(Stored::as_select())
        .load(tx.conn())?;
    let page = page.into_page(rows, |row: &Stored| row.id.uuid());
    page.try_map(|row| row.shown(tx, standing))
}

/// A page of the changes that wait for the permitted school, of students whom it has now, or had while no
/// school has them (`domain::classes::placement::may_place`): those who have no guardian with rights. What
/// is written down as waiting and ended since is shown so.
///
/// # Errors
/// If the database or the cipher fails.
pub fn waiting_for_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListWaitingSettings>,
    page: PageRequest,
) -> Result<Slice<SettingChange>, DbError> {
    let now = bind_instant(tx.now());
    let mut withheld = withheld_from(tx, Relationship::SchoolAdmin, RestrictedPart::Everything)?;
    withheld.extend(rights::hidden(tx)?);
    let of_school = students_of(tx, permit.subject())?;
    let rows: Vec<Stored> = setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::state.eq(SettingChangeState::Waiting))
        .filter(setting_changes::decider.eq(SettingActor::School))
        .filter(setting_changes::lapses_at.gt(now))
        .filter(setting_changes::user_id.ne_all(withheld))
        .filter(setting_changes::id.gt(page.after_id()))
        .order(setting_changes::id)
        .select(Stored::as_select())
        .load(tx.conn())?;
    let wanted = usize::from(page.limit) + 1;
    let theirs = rows
        .into_iter()
        .filter(|row| of_school.contains(&row.user_id));
    let rows: Vec<Stored> = theirs.take(wanted).collect();
    let page = page.into_page(rows, |row: &Stored| row.id.uuid());
    let mut known: BTreeMap<UserId, Standing> = BTreeMap::new();
    let found = page.try_map(|row| {
        let standing = match known.entry(row.user_id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => {
                let standing = standing(tx, row.user_id)?;
                unknown.insert(standing.ok_or(DbError::Corrupt("who has settings is there"))?)
            }
        };
        row.shown(tx, standing)
    })?;
    let changes = Shown::each(found.rows.iter().map(|change| change.id));
    let students = Shown::each(found.rows.iter().map(|change| change.person));
    audit::disclosed(tx, permit, changes.and(students))?;
    Ok(found)
}

/// The students whom a school has now, by a roster or in a class that is open, or had while no school has
/// them.
fn students_of(tx: &mut Tx<'_>, school: SchoolId) -> Result<BTreeSet<UserId>, DbError> {
    let (tenant, now) = (tx.tenant(), bind_instant(tx.now()));
    let at_school = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::school_id.eq(school));
    let by_roster: Vec<UserId> = at_school
        .filter(in_force!(school_enrollments, now))
        .select(school_enrollments::user_id)
        .load(tx.conn())?;
    let had: Vec<UserId> = at_school
        .filter(school_enrollments::begins_at.le(now))
        .select(school_enrollments::user_id)
        .load(tx.conn())?;
    let elsewhere: Vec<UserId> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::user_id.eq_any(&had))
        .filter(in_force!(school_enrollments, now))
        .select(school_enrollments::user_id)
        .load(tx.conn())?;
    let by_class: Vec<UserId> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tenant))
        .filter(classes::school_id.eq(school))
        .filter(in_force!(enrollments, now))
        .filter(open_class!(now))
        .select(enrollments::user_id)
        .load(tx.conn())?;
    let left = had
        .into_iter()
        .filter(|student| !elsewhere.contains(student));
    Ok(by_roster.into_iter().chain(left).chain(by_class).collect())
}

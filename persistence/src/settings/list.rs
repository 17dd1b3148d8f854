//! What was changed of settings, and what waits for a school.

use std::collections::{BTreeMap, btree_map::Entry};

use diesel::prelude::*;
use domain::{
    access::{
        Relationship,
        action::{ListWaitingSettings, ReadOwnSettings, ReadStudentSettingChanges},
    },
    audit::Shown,
    ids::UserId,
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
    schema::{school_enrollments, setting_changes},
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
    let tenant = tx.tenant();
    let has_now = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::school_id.eq(permit.subject()))
        .filter(in_force!(school_enrollments, now))
        .select(school_enrollments::user_id);
    let had = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::school_id.eq(permit.subject()))
        .filter(school_enrollments::begins_at.le(now))
        .select(school_enrollments::user_id);
    let is_anywhere = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(in_force!(school_enrollments, now))
        .select(school_enrollments::user_id);
    let is_theirs = setting_changes::user_id
        .eq_any(has_now)
        .or(setting_changes::user_id
            .eq_any(had)
            .and(setting_changes::user_id.ne_all(is_anywhere)));
    let rows: Vec<Stored> = setting_changes::table
        .filter(setting_changes::organization_id.eq(tx.tenant()))
        .filter(setting_changes::state.eq(SettingChangeState::Waiting))
        .filter(setting_changes::decider.eq(SettingActor::School))
        .filter(setting_changes::lapses_at.gt(now))
        .filter(is_theirs)
        .filter(setting_changes::user_id.ne_all(withheld))
        .filter(setting_changes::id.gt(page.after_id()))
        .order(setting_changes::id)
        .limit(page.limit_plus_one())
        .select(Stored::as_select())
        .load(tx.conn())?;
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

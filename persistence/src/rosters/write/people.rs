//! Writing people.

use diesel::prelude::*;

use crate::{
    database::Tx,
    error::DbError,
    rosters::{
        batch::{ROWS_PER_STATEMENT, insert_all},
        changes::{Access, Changes, PersonChange},
        plan::Closing,
    },
    schema::{subject_keys, users},
    sql_types::{BindUuid, bind_id, bind_instant},
};

pub(super) fn write_people(tx: &mut Tx<'_>, changes: &Changes) -> Result<(), DbError> {
    let (now, tenant) = (bind_instant(tx.now()), tx.tenant());
    insert_all!(tx, subject_keys::table, changes.subject_keys);
    insert_all!(tx, users::table, changes.people);
    for change in &changes.changed_people {
        change_person(tx, change)?;
    }
    let ended = &changes.plan.people.ended;
    for people in ended.chunks(ROWS_PER_STATEMENT) {
        let ids = people.iter().map(|end| bind_id(end.user));
        diesel::update(
            users::table
                .filter(users::organization_id.eq(tenant))
                .filter(users::id.eq_any(ids)),
        )
        .set((
            users::source_digest.eq(None::<Vec<u8>>),
            users::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    }
    let closed = ended.iter().filter(|end| end.closing == Closing::Closed);
    let closed: Vec<BindUuid> = closed.map(|end| bind_id(end.user)).collect();
    for ids in closed.chunks(ROWS_PER_STATEMENT) {
        diesel::update(
            users::table
                .filter(users::organization_id.eq(tenant))
                .filter(users::id.eq_any(ids.iter().copied())),
        )
        .set((
            users::status.eq("disabled"),
            users::epoch.eq(users::epoch + 1),
        ))
        .execute(tx.conn())?;
    }
    Ok(())
}

fn change_person(tx: &mut Tx<'_>, change: &PersonChange) -> Result<(), DbError> {
    let row = &change.row;
    let person = users::table.find((tx.tenant(), row.id));
    diesel::update(person)
        .set((
            users::status.eq(row.status),
            users::given_name.eq(&row.given_name),
            users::family_name.eq(&row.family_name),
            users::display_name.eq(&row.display_name),
            users::source_id.eq(&row.source_id),
            users::source_index.eq(&row.source_index),
            users::source_digest.eq(&row.source_digest),
            users::grade_level.eq(row.grade_level),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    if row.email.is_some() {
        diesel::update(person)
            .set((
                users::email.eq(&row.email),
                users::email_index.eq(&row.email_index),
            ))
            .execute(tx.conn())?;
    }
    if row.username.is_some() {
        diesel::update(person)
            .set((
                users::username.eq(&row.username),
                users::username_index.eq(&row.username_index),
            ))
            .execute(tx.conn())?;
    }
    if change.access == Access::Ends {
        diesel::update(person)
            .set(users::epoch.eq(users::epoch + 1))
            .execute(tx.conn())?;
    }
    Ok(())
}

//! Writing what was prepared, table by table in the order of their references.

mod people;
mod spans;

use std::collections::HashSet;

use diesel::{connection::SimpleConnection, prelude::*};
use domain::text_enum::TextEnum;

use super::{
    batch::{ROWS_PER_STATEMENT, insert_all},
    changes::Changes,
    plan::{Return, draw_code},
    rows::{ClassRow, HandleRow, SessionRow},
};
use crate::{
    accounts::invitation_scope::{self, Whose},
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    handles::HandleKind,
    schema::{academic_sessions, classes, handles, schools},
    sql_types::{BindInstant, bind_id, bind_instant},
};

/// Writes everything.
///
/// # Errors
/// If the database fails; [`DbError::is_duplicate`] if somebody took a username or an address since
/// the plan was made.
pub(super) fn write(tx: &mut Tx<'_>, changes: &Changes) -> Result<(), DbError> {
    write_schools(tx, changes)?;
    write_sessions(tx, changes)?;
    write_classes(tx, changes)?;
    people::write_people(tx, changes)?;
    let is_large = changes.plan.enrollments.new.len() >= ROWS_PER_STATEMENT;
    if is_large {
        gather_statistics(tx)?;
    }
    spans::write_spans(tx, &changes.plan)?;
    if is_large {
        gather_statistics(tx)?;
    }
    invitation_scope::revoke_out_of_scope(tx, Whose::All)
}

/// Lets the planner of PostgreSQL know how large the tables have become: before so many rows refer
/// to them, and before they are read.
fn gather_statistics(tx: &mut Tx<'_>) -> Result<(), DbError> {
    match tx.conn() {
        AnyConnection::Postgres(conn) => {
            Ok(conn.batch_execute("SELECT gather_roster_statistics()")?)
        }
        AnyConnection::Sqlite(_) => Ok(()),
    }
}

fn write_schools(tx: &mut Tx<'_>, changes: &Changes) -> Result<(), DbError> {
    let (rows, now, tenant) = (&changes.plan.schools, bind_instant(tx.now()), tx.tenant());
    insert_all!(tx, schools::table, rows.new);
    for change in &rows.changed {
        diesel::update(schools::table.find((tenant, change.id)))
            .set((
                schools::name.eq(&change.name),
                schools::updated_at.eq(now),
                schools::ended_at.eq(None::<BindInstant>),
            ))
            .execute(tx.conn())?;
    }
    for ids in rows.ended.chunks(ROWS_PER_STATEMENT) {
        diesel::update(
            schools::table
                .filter(schools::organization_id.eq(tenant))
                .filter(schools::id.eq_any(ids.iter().copied())),
        )
        .set((schools::updated_at.eq(now), schools::ended_at.eq(now)))
        .execute(tx.conn())?;
    }
    Ok(())
}

fn write_sessions(tx: &mut Tx<'_>, changes: &Changes) -> Result<(), DbError> {
    let (rows, now, tenant) = (&changes.plan.sessions, bind_instant(tx.now()), tx.tenant());
    insert_all!(tx, academic_sessions::table, rows.new);
    for SessionRow {
        id,
        kind,
        title,
        starts_on,
        ends_on,
        school_year,
        parent_id,
        ..
    } in &rows.changed
    {
        diesel::update(academic_sessions::table.find((tenant, *id)))
            .set((
                academic_sessions::kind.eq(kind),
                academic_sessions::title.eq(title),
                academic_sessions::starts_on.eq(starts_on),
                academic_sessions::ends_on.eq(ends_on),
                academic_sessions::school_year.eq(school_year),
                academic_sessions::parent_id.eq(*parent_id),
                academic_sessions::updated_at.eq(now),
                academic_sessions::ended_at.eq(None::<BindInstant>),
            ))
            .execute(tx.conn())?;
    }
    for ids in rows.ended.chunks(ROWS_PER_STATEMENT) {
        diesel::update(
            academic_sessions::table
                .filter(academic_sessions::organization_id.eq(tenant))
                .filter(academic_sessions::id.eq_any(ids.iter().copied())),
        )
        .set((
            academic_sessions::updated_at.eq(now),
            academic_sessions::ended_at.eq(now),
        ))
        .execute(tx.conn())?;
    }
    Ok(())
}

fn write_classes(tx: &mut Tx<'_>, changes: &Changes) -> Result<(), DbError> {
    let (rows, now, tenant) = (&changes.plan.classes, bind_instant(tx.now()), tx.tenant());
    let codes = free_codes(tx, &rows.new)?;
    let kind = HandleKind::Class.as_str();
    let taken: Vec<HandleRow> = codes
        .iter()
        .map(|code| HandleRow {
            kind,
            handle: code.clone(),
            organization_id: bind_id(tenant),
        })
        .collect();
    insert_all!(tx, handles::table, taken);
    insert_all!(tx, classes::table, rows.new);
    for (class, code) in rows.new.iter().zip(&codes) {
        if class.sign_in_code != *code {
            diesel::update(classes::table.find((tenant, class.id)))
                .set(classes::sign_in_code.eq(code))
                .execute(tx.conn())?;
        }
    }
    for change in &rows.changed {
        diesel::update(classes::table.find((tenant, change.id)))
            .set((
                classes::school_id.eq(change.school_id),
                classes::academic_session_id.eq(change.academic_session_id),
                classes::title.eq(&change.title),
                classes::grade_level.eq(change.grade_level),
                classes::access_ends_at.eq(bind_instant(change.access_ends_at)),
                classes::updated_at.eq(now),
            ))
            .execute(tx.conn())?;
        if change.returning == Return::Returns {
            diesel::update(classes::table.find((tenant, change.id)))
                .set((
                    classes::archived_at.eq(None::<BindInstant>),
                    classes::left_roster_at.eq(None::<BindInstant>),
                ))
                .execute(tx.conn())?;
        }
    }
    for ids in rows.ended.chunks(ROWS_PER_STATEMENT) {
        // One that somebody archived by hand stays theirs to open again.
        diesel::update(
            classes::table
                .filter(classes::organization_id.eq(tenant))
                .filter(classes::id.eq_any(ids.iter().copied()))
                .filter(classes::archived_at.is_null()),
        )
        .set((
            classes::archived_at.eq(now),
            classes::left_roster_at.eq(now),
            classes::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    }
    Ok(())
}

/// Codes for new classes that no class of any district has: the drawn ones, or others.
fn free_codes(tx: &mut Tx<'_>, new: &[ClassRow]) -> Result<Vec<String>, DbError> {
    let mut codes: Vec<String> = new.iter().map(|row| row.sign_in_code.clone()).collect();
    let mint = tx.mint();
    loop {
        let mut taken: HashSet<String> = HashSet::new();
        for chunk in codes.chunks(ROWS_PER_STATEMENT) {
            let found: Vec<String> = handles::table
                .filter(handles::kind.eq(HandleKind::Class.as_str()))
                .filter(handles::handle.eq_any(chunk))
                .select(handles::handle)
                .load(tx.conn())?;
            taken.extend(found);
        }
        if taken.is_empty() {
            return Ok(codes);
        }
        for code in codes.iter_mut().filter(|code| taken.contains(*code)) {
            *code = draw_code(mint);
        }
    }
}

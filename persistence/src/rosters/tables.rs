//! How the records of each kind are written.

mod contacts;
mod people;
mod spans;

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    classes::codes::ClassCode,
    rosters::plan::{ClassRecord, SchoolRecord, SessionRecord},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::rows::{ClassRow, HandleRow, SchoolRow, SessionRow};
use crate::{
    bulk::ROWS_PER_STATEMENT,
    classes::students::school_enrollment,
    database::Tx,
    error::DbError,
    handles::HandleKind,
    schema::{academic_sessions, classes, handles, schools},
    sql_types::{BindInstant, BindUuid, bind_id, bind_instant},
};

pub(super) use contacts::SealedContact;
pub(super) use people::{SealedPerson, close, give_up_addresses, give_up_usernames};
pub(super) use spans::end_seats;

/// A kind of record that imports write to a table.
pub(super) trait RosterTable: Sized {
    /// Inserts records.
    fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError>;

    /// Makes records what they are to be, and brings back those that had ended.
    fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError>;

    /// Ends records.
    fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError>;

    /// Ends records that had not begun.
    fn withdraw(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
        Self::end(tx, ids)
    }
}

impl RosterTable for SchoolRecord {
    fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError> {
        let (organization_id, now) = (bind_id(tx.tenant()), bind_instant(tx.now()));
        let rows = new.iter().map(|school| SchoolRow {
            organization_id,
            id: bind_id(school.id),
            name: school.name.clone(),
            time_zone: school.time_zone.clone(),
            source_id: school.source_id.clone(),
            created_at: now,
            updated_at: now,
        });
        insert_all!(tx, schools::table, rows);
        Ok(())
    }

    fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError> {
        for (id, school) in changed {
            diesel::update(schools::table.find((tx.tenant(), BindUuid(*id))))
                .set((
                    schools::name.eq(&school.name),
                    schools::updated_at.eq(bind_instant(tx.now())),
                    schools::ended_at.eq(None::<BindInstant>),
                ))
                .execute(tx.conn())?;
        }
        Ok(())
    }

    fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
        let now = bind_instant(tx.now());
        let ended = (schools::updated_at.eq(now), schools::ended_at.eq(now));
        set_all!(tx, schools, ids, ended);
        Ok(())
    }
}

impl RosterTable for SessionRecord {
    fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError> {
        let (organization_id, now) = (bind_id(tx.tenant()), bind_instant(tx.now()));
        let rows = new.iter().map(|session| SessionRow {
            organization_id,
            id: bind_id(session.id),
            kind: session.kind.as_str(),
            title: session.title.clone(),
            starts_on: session.starts_on,
            ends_on: session.ends_on,
            school_year: session.school_year,
            parent_id: session.parent.map(bind_id),
            source_id: session.source_id.clone(),
            created_at: now,
            updated_at: now,
        });
        insert_all!(tx, academic_sessions::table, rows);
        Ok(())
    }

    fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError> {
        for (id, session) in changed {
            diesel::update(academic_sessions::table.find((tx.tenant(), BindUuid(*id))))
                .set((
                    academic_sessions::kind.eq(session.kind.as_str()),
                    academic_sessions::title.eq(&session.title),
                    academic_sessions::starts_on.eq(session.starts_on),
                    academic_sessions::ends_on.eq(session.ends_on),
                    academic_sessions::school_year.eq(session.school_year),
                    academic_sessions::parent_id.eq(session.parent.map(bind_id)),
                    academic_sessions::updated_at.eq(bind_instant(tx.now())),
                    academic_sessions::ended_at.eq(None::<BindInstant>),
                ))
                .execute(tx.conn())?;
        }
        Ok(())
    }

    fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
        let now = bind_instant(tx.now());
        let ended = (
            academic_sessions::updated_at.eq(now),
            academic_sessions::ended_at.eq(now),
        );
        set_all!(tx, academic_sessions, ids, ended);
        Ok(())
    }
}

impl RosterTable for ClassRecord {
    fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError> {
        let (organization_id, now) = (bind_id(tx.tenant()), bind_instant(tx.now()));
        let codes = free_codes(tx, new.len())?;
        let taken = codes.iter().map(|code| HandleRow {
            kind: HandleKind::Class.as_str(),
            handle: code.clone(),
            organization_id,
        });
        insert_all!(tx, handles::table, taken);
        let rows = new.iter().zip(&codes).map(|(class, code)| ClassRow {
            organization_id,
            id: bind_id(class.id),
            school_id: bind_id(class.school),
            academic_session_id: class.session.map(bind_id),
            title: class.title.clone(),
            grade_level: class.grade_level.map(TextEnum::as_str),
            sign_in_code: code.clone(),
            access_ends_at: bind_instant(class.access_ends_at),
            source_id: class.source_id.clone(),
            created_at: now,
            updated_at: now,
        });
        insert_all!(tx, classes::table, rows);
        Ok(())
    }

    fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError> {
        for (id, class) in changed {
            diesel::update(classes::table.find((tx.tenant(), BindUuid(*id))))
                .set((
                    classes::school_id.eq(bind_id(class.school)),
                    classes::academic_session_id.eq(class.session.map(bind_id)),
                    classes::title.eq(&class.title),
                    classes::grade_level.eq(class.grade_level.map(TextEnum::as_str)),
                    classes::access_ends_at.eq(bind_instant(class.access_ends_at)),
                    classes::updated_at.eq(bind_instant(tx.now())),
                ))
                .execute(tx.conn())?;
        }
        let ids: Vec<Uuid> = changed.iter().map(|(id, _)| *id).collect();
        let open = (
            classes::archived_at.eq(None::<BindInstant>),
            classes::left_roster_at.eq(None::<BindInstant>),
        );
        set_all!(
            tx,
            classes,
            ids,
            open,
            classes::left_roster_at.is_not_null()
        );
        school_enrollment::note_all(tx, &ids)
    }

    fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
        let now = bind_instant(tx.now());
        let ended = (
            classes::archived_at.eq(now),
            classes::left_roster_at.eq(now),
            classes::updated_at.eq(now),
        );
        // One that a person archived by hand stays theirs to open again.
        set_all!(tx, classes, ids, ended, classes::archived_at.is_null());
        Ok(())
    }
}

/// Codes that no class of any district has.
fn free_codes(tx: &mut Tx<'_>, count: usize) -> Result<Vec<String>, DbError> {
    let mint = tx.mint();
    // In order, so that what a mint repeats is given to the same classes.
    let mut free: BTreeSet<String> = BTreeSet::new();
    while free.len() < count {
        let mut drawn = BTreeSet::new();
        while drawn.len() < ROWS_PER_STATEMENT.min(count - free.len()) {
            let mut random = [0; 16];
            mint.fill(&mut random);
            drawn.insert(ClassCode::from_random(random).as_str().to_owned());
        }
        let taken: Vec<String> = handles::table
            .filter(handles::kind.eq(HandleKind::Class.as_str()))
            .filter(handles::handle.eq_any(&drawn))
            .select(handles::handle)
            .load(tx.conn())?;
        for code in taken {
            drawn.remove(&code);
        }
        free.extend(drawn);
    }
    Ok(free.into_iter().collect())
}

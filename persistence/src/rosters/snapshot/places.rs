//! Schools, sessions and classes as they are held.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    classes::grade_level::GradeLevel,
    ids::{AcademicSessionId, ClassId, SchoolId},
    organizations::academic_session::AcademicSessionKind,
    rosters::plan::{ClassRecord, HeldRecord, SchoolRecord, SessionRecord},
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{academic_sessions, classes, schools},
};

pub(super) fn schools(tx: &mut Tx<'_>) -> Result<Vec<HeldRecord<SchoolRecord>>, DbError> {
    type SchoolRow = (
        SchoolId,
        Option<String>,
        String,
        String,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<SchoolRow> = schools::table
        .filter(schools::organization_id.eq(tx.tenant()))
        .order(schools::id)
        .select((
            schools::id,
            schools::source_id,
            schools::name,
            schools::time_zone,
            schools::ended_at,
        ))
        .load(tx.conn())?;
    let held = rows
        .into_iter()
        .map(|(id, source_id, name, time_zone, ended_at)| {
            let record = SchoolRecord {
                id,
                source_id,
                name,
                time_zone,
            };
            HeldRecord::new(record, ended_at.is_some())
        });
    Ok(held.collect())
}

pub(super) fn sessions(tx: &mut Tx<'_>) -> Result<Vec<HeldRecord<SessionRecord>>, DbError> {
    type SessionRow = (
        AcademicSessionId,
        String,
        AcademicSessionKind,
        String,
        NaiveDate,
        NaiveDate,
        i32,
        Option<AcademicSessionId>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<SessionRow> = academic_sessions::table
        .filter(academic_sessions::organization_id.eq(tx.tenant()))
        .filter(academic_sessions::source_id.is_not_null())
        .select((
            academic_sessions::id,
            academic_sessions::source_id.assume_not_null(),
            academic_sessions::kind,
            academic_sessions::title,
            academic_sessions::starts_on,
            academic_sessions::ends_on,
            academic_sessions::school_year,
            academic_sessions::parent_id,
            academic_sessions::ended_at,
        ))
        .load(tx.conn())?;
    let held = rows.into_iter().map(|row| {
        let (id, source_id, kind, title, starts_on, ends_on, school_year, parent, ended_at) = row;
        let record = SessionRecord {
            id,
            source_id,
            kind,
            title,
            starts_on,
            ends_on,
            school_year,
            parent,
        };
        HeldRecord::new(record, ended_at.is_some())
    });
    Ok(held.collect())
}

pub(super) fn classes(tx: &mut Tx<'_>) -> Result<Vec<HeldRecord<ClassRecord>>, DbError> {
    type ClassRow = (
        ClassId,
        String,
        SchoolId,
        Option<AcademicSessionId>,
        String,
        Option<GradeLevel>,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<ClassRow> = classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::source_id.is_not_null())
        .select((
            classes::id,
            classes::source_id.assume_not_null(),
            classes::school_id,
            classes::academic_session_id,
            classes::title,
            classes::grade_level,
            classes::access_ends_at,
            classes::left_roster_at,
        ))
        .load(tx.conn())?;
    let held = rows.into_iter().map(|row| {
        let (id, source_id, school, session, title, grade_level, access_ends_at, left) = row;
        let record = ClassRecord {
            id,
            source_id,
            school,
            session,
            title,
            grade_level,
            access_ends_at,
        };
        HeldRecord::new(record, left.is_some())
    });
    Ok(held.collect())
}

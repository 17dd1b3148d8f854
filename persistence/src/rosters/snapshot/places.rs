//! Schools, sessions and classes as they are held.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::ids::{AcademicSessionId, ClassId, SchoolId};

use super::{HeldClass, HeldSchool, HeldSession};
use crate::{
    database::Tx,
    error::DbError,
    schema::{academic_sessions, classes, schools},
};

pub(super) fn schools(tx: &mut Tx<'_>) -> Result<Vec<HeldSchool>, DbError> {
    type Row = (
        SchoolId,
        Option<String>,
        String,
        String,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<Row> = schools::table
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
        .map(|(id, source_id, name, time_zone, ended_at)| HeldSchool {
            id,
            source_id,
            name,
            time_zone,
            ended: ended_at.is_some(),
        });
    Ok(held.collect())
}

pub(super) fn sessions(tx: &mut Tx<'_>) -> Result<Vec<HeldSession>, DbError> {
    type Row = (
        AcademicSessionId,
        Option<String>,
        String,
        String,
        NaiveDate,
        NaiveDate,
        i32,
        Option<AcademicSessionId>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<Row> = academic_sessions::table
        .filter(academic_sessions::organization_id.eq(tx.tenant()))
        .filter(academic_sessions::source_id.is_not_null())
        .select((
            academic_sessions::id,
            academic_sessions::source_id,
            academic_sessions::kind,
            academic_sessions::title,
            academic_sessions::starts_on,
            academic_sessions::ends_on,
            academic_sessions::school_year,
            academic_sessions::parent_id,
            academic_sessions::ended_at,
        ))
        .load(tx.conn())?;
    let held = rows.into_iter().filter_map(|row| {
        let (id, source_id, kind, title, starts_on, ends_on, school_year, parent, ended_at) = row;
        Some(HeldSession {
            id,
            source_id: source_id?,
            kind,
            title,
            starts_on,
            ends_on,
            school_year,
            parent,
            ended: ended_at.is_some(),
        })
    });
    Ok(held.collect())
}

pub(super) fn classes(tx: &mut Tx<'_>) -> Result<Vec<HeldClass>, DbError> {
    type Row = (
        ClassId,
        Option<String>,
        SchoolId,
        Option<AcademicSessionId>,
        String,
        Option<String>,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<Row> = classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::source_id.is_not_null())
        .select((
            classes::id,
            classes::source_id,
            classes::school_id,
            classes::academic_session_id,
            classes::title,
            classes::grade_level,
            classes::access_ends_at,
            classes::left_roster_at,
        ))
        .load(tx.conn())?;
    let held = rows.into_iter().filter_map(|row| {
        let (id, source_id, school, session, title, grade_level, access_ends_at, left) = row;
        Some(HeldClass {
            id,
            source_id: source_id?,
            school,
            session,
            title,
            grade_level,
            access_ends_at,
            left_roster: left.is_some(),
        })
    });
    Ok(held.collect())
}

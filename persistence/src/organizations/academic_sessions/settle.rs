//! Settling anew when classes end, after a term or a school's time zone changed (FER-05).

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    classes::association::{ClassFacts, class_end},
    ids::{AcademicSessionId, ClassId, SchoolId},
    parameters::Parameters,
};

use super::zone_of;
use crate::{
    database::Tx,
    error::DbError,
    schema::{academic_sessions, classes},
    sql_types::bind_instant,
};

/// A class with what its end depends on: itself, its school, its creation, its term's last day.
type Row = (ClassId, SchoolId, DateTime<Utc>, Option<NaiveDate>);

/// Settles when the classes of a term end.
pub(super) fn settle_classes_of_session(
    tx: &mut Tx<'_>,
    session: AcademicSessionId,
) -> Result<(), DbError> {
    let rows: Vec<Row> = classes::table
        .inner_join(
            academic_sessions::table.on(academic_sessions::organization_id
                .eq(classes::organization_id)
                .and(
                    academic_sessions::id
                        .nullable()
                        .eq(classes::academic_session_id),
                )),
        )
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::academic_session_id.eq(session))
        .select((
            classes::id,
            classes::school_id,
            classes::created_at,
            academic_sessions::ends_on.nullable(),
        ))
        .load(tx.conn())?;
    settle(tx, rows)
}

/// Settles when the classes of a school end.
pub(crate) fn settle_classes_of_school(tx: &mut Tx<'_>, school: SchoolId) -> Result<(), DbError> {
    let rows: Vec<Row> = classes::table
        .left_join(
            academic_sessions::table.on(academic_sessions::organization_id
                .eq(classes::organization_id)
                .and(
                    academic_sessions::id
                        .nullable()
                        .eq(classes::academic_session_id),
                )),
        )
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::school_id.eq(school))
        .select((
            classes::id,
            classes::school_id,
            classes::created_at,
            academic_sessions::ends_on.nullable(),
        ))
        .load(tx.conn())?;
    settle(tx, rows)
}

fn settle(tx: &mut Tx<'_>, mut rows: Vec<Row>) -> Result<(), DbError> {
    let tail = Parameters::at(tx.now().date_naive()).class_assoc_tail.value;
    rows.sort_by_key(|(_, school, ..)| *school);
    for classes_of_one in rows.chunk_by(|(_, one, ..), (_, other, ..)| one == other) {
        let Some((_, school, ..)) = classes_of_one.first() else {
            continue;
        };
        let time_zone = zone_of(tx, *school)?;
        for (class, _, created_at, last_session_ends_on) in classes_of_one {
            let end = class_end(&ClassFacts {
                created_at: *created_at,
                last_session_ends_on: *last_session_ends_on,
                time_zone,
                tail,
            });
            diesel::update(classes::table.find((tx.tenant(), *class)))
                .set(classes::access_ends_at.eq(bind_instant(end)))
                .execute(tx.conn())?;
        }
    }
    Ok(())
}

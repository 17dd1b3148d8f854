//! Where the copies stand that were asked for together.

use chrono::{DateTime, Utc};
use diesel::{dsl::count_star, prelude::*};
use domain::{
    exports::state::ExportState,
    ids::{SchoolExportId, SchoolId, UserId},
};

use crate::{
    database::Tx,
    error::DbError,
    schema::{exports, school_exports},
    sql_types::bind_instant,
};

/// Copies of what is held about all students of a school, asked for together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolExport {
    /// Their id.
    pub id: SchoolExportId,
    /// When they were asked for.
    pub requested_at: DateTime<Utc>,
    /// When a copy was asked for about each student; `None` until then.
    pub gathered_at: Option<DateTime<Utc>>,
    /// Copies that are being built.
    pub building: i64,
    /// Copies that can be fetched.
    pub ready: i64,
    /// Copies that were fetched.
    pub fetched: i64,
    /// Copies that expired, were not permitted, or were larger than an archive may be.
    pub over: i64,
}

impl SchoolExport {
    /// Whether there is yet something to build or to fetch.
    pub(super) fn is_open(&self) -> bool {
        self.gathered_at.is_none() || self.building > 0 || self.ready > 0
    }
}

/// The copies that a person asked for of the students of a school, the newest first.
pub(super) fn asked_by(
    tx: &mut Tx<'_>,
    (school, person): (SchoolId, UserId),
    limit: i64,
) -> Result<Vec<SchoolExport>, DbError> {
    type Row = (SchoolExportId, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = school_exports::table
        .filter(school_exports::organization_id.eq(tx.tenant()))
        .filter(school_exports::asked_by.eq(person))
        .filter(school_exports::school_id.eq(school))
        .order(school_exports::id.desc())
        .limit(limit)
        .select((
            school_exports::id,
            school_exports::requested_at,
            school_exports::gathered_at,
        ))
        .load(tx.conn())?;
    rows.into_iter().map(|row| counted(tx, row)).collect()
}

fn counted(
    tx: &mut Tx<'_>,
    (id, requested_at, gathered_at): (SchoolExportId, DateTime<Utc>, Option<DateTime<Utc>>),
) -> Result<SchoolExport, DbError> {
    let lapsed: i64 = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::school_export_id.eq(Some(id)))
        .filter(exports::state.eq(ExportState::Ready))
        .filter(exports::expires_at.le(Some(bind_instant(tx.now()))))
        .count()
        .get_result(tx.conn())?;
    let states: Vec<(ExportState, i64)> = exports::table
        .filter(exports::organization_id.eq(tx.tenant()))
        .filter(exports::school_export_id.eq(Some(id)))
        .group_by(exports::state)
        .select((exports::state, count_star()))
        .load(tx.conn())?;
    let mut found = SchoolExport {
        id,
        requested_at,
        gathered_at,
        building: 0,
        ready: -lapsed,
        fetched: 0,
        over: lapsed,
    };
    for (state, copies) in states {
        let of_state = match state {
            ExportState::Queued | ExportState::Building => &mut found.building,
            ExportState::Ready => &mut found.ready,
            ExportState::Fetched => &mut found.fetched,
            ExportState::Expired | ExportState::TooLarge => &mut found.over,
        };
        *of_state += copies;
    }
    Ok(found)
}

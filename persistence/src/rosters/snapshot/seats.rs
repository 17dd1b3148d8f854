//! Seats in classes as they are held. Those that are over are history and are not compared.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::class_role::ClassRole,
    ids::{ClassId, UserId},
};
use uuid::Uuid;

use super::HeldSeat;
use crate::{
    database::Tx,
    error::DbError,
    keys::BlindIndex,
    schema::{enrollments, teaching_assignments},
    sql_types::{BindUuid, bind_instant},
};

/// Rows read at a time, so that a large district is never in memory twice.
pub(super) const AT_A_TIME: i64 = 10_000;

pub(super) fn enrollments(tx: &mut Tx<'_>) -> Result<Vec<HeldSeat>, DbError> {
    type Row = (
        BindUuid,
        Option<BlindIndex>,
        ClassId,
        UserId,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let mut held = Vec::new();
    let mut after = BindUuid(Uuid::nil());
    loop {
        let rows: Vec<Row> = enrollments::table
            .filter(enrollments::organization_id.eq(tx.tenant()))
            .filter(enrollments::id.gt(after))
            .filter(enrollments::source_index.is_not_null())
            .filter(not_over!(enrollments, bind_instant(tx.now())))
            .order(enrollments::id)
            .limit(AT_A_TIME)
            .select((
                enrollments::id,
                enrollments::source_index,
                enrollments::class_id,
                enrollments::user_id,
                enrollments::begins_at,
                enrollments::ends_at,
            ))
            .load(tx.conn())?;
        let Some((last, ..)) = rows.last() else {
            return Ok(held);
        };
        after = *last;
        held.extend(rows.into_iter().filter_map(|row| {
            let (id, source, class, user, begins_at, ends_at) = row;
            Some(HeldSeat {
                id: id.0,
                source: source?,
                class,
                user,
                role: None,
                begins_at,
                ends_at,
            })
        }));
    }
}

pub(super) fn assignments(tx: &mut Tx<'_>) -> Result<Vec<HeldSeat>, DbError> {
    type Row = (
        BindUuid,
        Option<BlindIndex>,
        ClassId,
        UserId,
        ClassRole,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<Row> = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::source_index.is_not_null())
        .filter(not_over!(teaching_assignments, bind_instant(tx.now())))
        .select((
            teaching_assignments::id,
            teaching_assignments::source_index,
            teaching_assignments::class_id,
            teaching_assignments::user_id,
            teaching_assignments::role,
            teaching_assignments::begins_at,
            teaching_assignments::ends_at,
        ))
        .load(tx.conn())?;
    let held = rows.into_iter().filter_map(|row| {
        let (id, source, class, user, role, begins_at, ends_at) = row;
        Some(HeldSeat {
            id: id.0,
            source: source?,
            class,
            user,
            role: Some(role),
            begins_at,
            ends_at,
        })
    });
    Ok(held.collect())
}

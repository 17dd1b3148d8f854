//! Seats in classes as they are held. Those that are over are history and are not compared.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::class_role::ClassRole,
    ids::{ClassId, SchoolId, UserId},
    rosters::plan::{SchoolEnrollmentRecord, Seat, Span, WithId},
};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    keys::BlindIndex,
    schema::{enrollments, school_enrollments, teaching_assignments},
    sql_types::{BindUuid, bind_instant},
};

/// Rows read at a time, so that a large district is never in memory twice.
pub(super) const AT_A_TIME: i64 = 10_000;

/// A seat without what is special about it.
type SeatRow = (
    BindUuid,
    BlindIndex,
    ClassId,
    UserId,
    DateTime<Utc>,
    Option<DateTime<Utc>>,
);

fn seat<P>((id, source, class, user, begins_at, ends_at): SeatRow, part: P) -> WithId<Seat<P>> {
    WithId {
        id: id.0,
        record: Seat {
            source: source.bytes(),
            class,
            user,
            part,
            span: Span { begins_at, ends_at },
        },
    }
}

/// The columns of a [`SeatRow`].
macro_rules! seat_columns {
    ($table:ident) => {
        (
            $table::id,
            $table::source_index.assume_not_null(),
            $table::class_id,
            $table::user_id,
            $table::begins_at,
            $table::ends_at,
        )
    };
}

pub(super) fn school_enrollments(
    tx: &mut Tx<'_>,
) -> Result<Vec<WithId<SchoolEnrollmentRecord>>, DbError> {
    type Row = (
        BindUuid,
        SchoolId,
        UserId,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<Row> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .select((
            school_enrollments::id,
            school_enrollments::school_id,
            school_enrollments::user_id,
            school_enrollments::begins_at,
            school_enrollments::ends_at,
        ))
        .load(tx.conn())?;
    let held = rows.into_iter();
    let held = held.map(|(id, school, user, begins_at, ends_at)| WithId {
        id: id.0,
        record: SchoolEnrollmentRecord {
            user,
            school,
            span: Span { begins_at, ends_at },
        },
    });
    Ok(held.collect())
}

pub(super) fn enrollments(tx: &mut Tx<'_>) -> Result<Vec<WithId<Seat<()>>>, DbError> {
    let count: i64 = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::source_index.is_not_null())
        .filter(not_over!(enrollments, bind_instant(tx.now())))
        .count()
        .get_result(tx.conn())?;
    // A list that grows takes up to three times its size.
    let mut held = Vec::with_capacity(usize::try_from(count).unwrap_or_default());
    let mut after = BindUuid(Uuid::nil());
    loop {
        let rows: Vec<SeatRow> = enrollments::table
            .filter(enrollments::organization_id.eq(tx.tenant()))
            .filter(enrollments::id.gt(after))
            .filter(enrollments::source_index.is_not_null())
            .filter(not_over!(enrollments, bind_instant(tx.now())))
            .order(enrollments::id)
            .limit(AT_A_TIME)
            .select(seat_columns!(enrollments))
            .load(tx.conn())?;
        let Some((last, ..)) = rows.last() else {
            return Ok(held);
        };
        after = *last;
        held.extend(rows.into_iter().map(|row| seat(row, ())));
    }
}

pub(super) fn assignments(tx: &mut Tx<'_>) -> Result<Vec<WithId<Seat<ClassRole>>>, DbError> {
    let rows: Vec<(SeatRow, ClassRole)> = teaching_assignments::table
        .filter(teaching_assignments::organization_id.eq(tx.tenant()))
        .filter(teaching_assignments::source_index.is_not_null())
        .filter(not_over!(teaching_assignments, bind_instant(tx.now())))
        .select((
            seat_columns!(teaching_assignments),
            teaching_assignments::role,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(row, role)| seat(row, role))
        .collect())
}

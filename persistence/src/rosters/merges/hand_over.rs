//! Roles and places in classes go from one account to another at an instant: what was before stays
//! where it was, and nobody was anywhere in hindsight (FER-05).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{AgreementId, ClassId, SchoolId, UserId};

use crate::{
    classes::students::school_enrollment,
    database::Tx,
    error::DbError,
    keys::BlindIndex,
    schema::{enrollments, school_enrollments, staff_roles, teaching_assignments},
    sql_types::{BindUuid, bind_instant},
};

/// Ends a row at this instant. One that was to come never was.
macro_rules! end_row {
    ($tx:ident, $table:ident, $id:expr, $begins_at:expr) => {{
        let now = $tx.now();
        diesel::update($table::table.find(($tx.tenant(), $id)))
            .set((
                $table::begins_at.eq(bind_instant($begins_at.min(now))),
                $table::ends_at.eq(bind_instant(now)),
            ))
            .execute($tx.conn())?;
    }};
}

/// Ends the rows of one person that are not over, and begins the same ones of another.
macro_rules! hand_over {
    ($tx:ident, $table:ident, $from:ident => $to:ident, { $( $column:ident: $type:ty ),+ }) => {
        let now = $tx.now();
        let rows: Vec<(BindUuid, DateTime<Utc>, Option<DateTime<Utc>>, $( $type ),+)> = $table::table
            .filter($table::organization_id.eq($tx.tenant()))
            .filter($table::user_id.eq($from))
            .filter(not_over!($table, bind_instant(now)))
            .select(($table::id, $table::begins_at, $table::ends_at, $( $table::$column ),+))
            .load($tx.conn())?;
        for (id, begins_at, ends_at, $( $column ),+) in rows {
            end_row!($tx, $table, id, begins_at);
            let new = BindUuid($tx.mint().id(now));
            let row = (
                $table::organization_id.eq($tx.tenant()),
                $table::id.eq(new),
                $table::user_id.eq($to),
                $table::begins_at.eq(bind_instant(begins_at.max(now))),
                $table::ends_at.eq(ends_at.map(bind_instant)),
                $( $table::$column.eq($column) ),+
            );
            diesel::insert_into($table::table).values(row).execute($tx.conn())?;
        }
    };
}

/// Hands over everything that is in force or to come.
pub(super) fn hand_over(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    tx.forget_roles();
    hand_over_schools(tx, from, to)?;
    let classes: Vec<ClassId> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(from))
        .filter(not_over!(enrollments, bind_instant(tx.now())))
        .select(enrollments::class_id)
        .load(tx.conn())?;
    for class in classes {
        school_enrollment::note(tx, class, to)?;
    }
    hand_over!(tx, staff_roles, from => to, {
        school_id: Option<SchoolId>, role: String, origin: String
    });
    hand_over!(tx, enrollments, from => to, {
        class_id: ClassId, collected_under: AgreementId, source_index: Option<BlindIndex>
    });
    hand_over!(tx, teaching_assignments, from => to, {
        class_id: ClassId, role: String, granted_by: Option<UserId>, source_index: Option<BlindIndex>
    });
    Ok(())
}

/// A person has one row for each school, which holds again if they had one.
fn hand_over_schools(tx: &mut Tx<'_>, from: UserId, to: UserId) -> Result<(), DbError> {
    type Row = (BindUuid, SchoolId, DateTime<Utc>, Option<DateTime<Utc>>);
    let now = tx.now();
    let rows: Vec<Row> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::user_id.eq(from))
        .filter(not_over!(school_enrollments, bind_instant(now)))
        .select((
            school_enrollments::id,
            school_enrollments::school_id,
            school_enrollments::begins_at,
            school_enrollments::ends_at,
        ))
        .load(tx.conn())?;
    for (id, school, begins_at, ends_at) in rows {
        end_row!(tx, school_enrollments, id, begins_at);
        let span = (
            school_enrollments::begins_at.eq(bind_instant(begins_at.max(now))),
            school_enrollments::ends_at.eq(ends_at.map(bind_instant)),
        );
        let theirs = school_enrollments::table
            .filter(school_enrollments::organization_id.eq(tx.tenant()))
            .filter(school_enrollments::school_id.eq(school))
            .filter(school_enrollments::user_id.eq(to));
        if diesel::update(theirs).set(span).execute(tx.conn())? == 0 {
            let row = (
                school_enrollments::organization_id.eq(tx.tenant()),
                school_enrollments::id.eq(BindUuid(tx.mint().id(now))),
                school_enrollments::school_id.eq(school),
                school_enrollments::user_id.eq(to),
                span.0,
                span.1,
            );
            diesel::insert_into(school_enrollments::table)
                .values(row)
                .execute(tx.conn())?;
        }
    }
    Ok(())
}

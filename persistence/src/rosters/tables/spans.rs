//! Roles and seats: rows that hold from one instant to another.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    classes::class_role::ClassRole,
    ids::AgreementId,
    rosters::plan::{RoleRecord, SchoolEnrollmentRecord, Seat, Span},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::RosterTable;
use crate::{
    bulk::ROWS_PER_STATEMENT,
    database::Tx,
    error::DbError,
    rosters::rows::{AssignmentRow, EnrollmentRow, RoleRow, SchoolEnrollmentRow},
    schema::{enrollments, school_enrollments, staff_roles, teaching_assignments},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// Groups rows by what they get: a term's end moves every seat of a district, and a statement for
/// each would be as many trips over the network.
fn grouped<'r, R, G: Ord>(
    changed: &'r [(Uuid, R)],
    group: impl Fn(&'r R) -> G,
) -> BTreeMap<G, Vec<Uuid>> {
    let mut groups: BTreeMap<G, Vec<Uuid>> = BTreeMap::new();
    for (id, record) in changed {
        groups.entry(group(record)).or_default().push(*id);
    }
    groups
}

/// A table of rows that hold from one instant to another: how a record is inserted, and what changes
/// beside its instants.
macro_rules! span_table {
    ($record:ty, $table:ident, $row:expr $(, $column:ident = $word:expr)?) => {
        impl RosterTable for $record {
            fn insert(tx: &mut Tx<'_>, new: &[Self]) -> Result<(), DbError> {
                let (tenant, mint, now) = (bind_id(tx.tenant()), tx.mint(), tx.now());
                let row = |record| $row(tenant, BindUuid(mint.id(now)), record);
                insert_all!(tx, $table::table, new.iter().map(row));
                Ok(())
            }

            fn change(tx: &mut Tx<'_>, changed: &[(Uuid, Self)]) -> Result<(), DbError> {
                for (span, ids) in grouped(changed, |record| record.span) {
                    let Span { begins_at, ends_at } = span;
                    let moved = (
                        $table::begins_at.eq(bind_instant(begins_at)),
                        $table::ends_at.eq(ends_at.map(bind_instant)),
                    );
                    set_all!(tx, $table, ids, moved);
                }
                $(
                    for (word, ids) in grouped(changed, $word) {
                        set_all!(tx, $table, ids, $table::$column.eq(word));
                    }
                )?
                Ok(())
            }

            fn end(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
                let now = bind_instant(tx.now());
                set_all!(tx, $table, ids, $table::ends_at.eq(now));
                Ok(())
            }

            fn withdraw(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<(), DbError> {
                let now = bind_instant(tx.now());
                let withdrawn = ($table::begins_at.eq(now), $table::ends_at.eq(now));
                set_all!(tx, $table, ids, withdrawn);
                Ok(())
            }
        }
    };
}

span_table!(RoleRecord, staff_roles, RoleRow::of);
span_table!(
    SchoolEnrollmentRecord,
    school_enrollments,
    SchoolEnrollmentRow::of
);
span_table!(Seat<AgreementId>, enrollments, EnrollmentRow::of);
span_table!(
    Seat<ClassRole>,
    teaching_assignments,
    AssignmentRow::of,
    role = |seat: &Seat<ClassRole>| seat.part.as_str()
);

/// Ends all places of people in classes, those too that somebody gave them by hand.
pub(in crate::rosters) fn end_seats(tx: &mut Tx<'_>, people: &[Uuid]) -> Result<(), DbError> {
    /// Ends or withdraws their rows in one table.
    macro_rules! end_all {
        ($table:ident, $record:ty) => {
            for people in people.chunks(ROWS_PER_STATEMENT) {
                let people = people.iter().map(|person| BindUuid(*person));
                let now = tx.now();
                let rows: Vec<(BindUuid, DateTime<Utc>)> = $table::table
                    .filter($table::organization_id.eq(tx.tenant()))
                    .filter($table::user_id.eq_any(people))
                    .filter(not_over!($table, bind_instant(now)))
                    .select(($table::id, $table::begins_at))
                    .load(tx.conn())?;
                let (begun, to_come): (Vec<_>, Vec<_>) = rows
                    .into_iter()
                    .partition(|(_, begins_at)| *begins_at <= now);
                let ids = |rows: Vec<(BindUuid, DateTime<Utc>)>| -> Vec<Uuid> {
                    rows.into_iter().map(|(id, _)| id.0).collect()
                };
                <$record>::end(tx, &ids(begun))?;
                <$record>::withdraw(tx, &ids(to_come))?;
            }
        };
    }
    end_all!(enrollments, Seat<AgreementId>);
    end_all!(teaching_assignments, Seat<ClassRole>);
    Ok(())
}

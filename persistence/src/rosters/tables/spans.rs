//! Roles and seats: rows that hold from one instant to another.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::{
    classes::class_role::ClassRole,
    ids::AgreementId,
    rosters::plan::{RoleRecord, Seat, Span},
    text_enum::TextEnum,
};
use uuid::Uuid;

use super::RosterTable;
use crate::{
    database::Tx,
    error::DbError,
    rosters::rows::{AssignmentRow, EnrollmentRow, RoleRow},
    schema::{enrollments, staff_roles, teaching_assignments},
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
span_table!(Seat<AgreementId>, enrollments, EnrollmentRow::of);
span_table!(
    Seat<ClassRole>,
    teaching_assignments,
    AssignmentRow::of,
    role = |seat: &Seat<ClassRole>| seat.part.as_str()
);

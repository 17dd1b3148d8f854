//! Writing roles and seats: rows that hold from one instant to another.
//!
//! Rows that get the same instants are written together: a term's end moves every seat of a
//! district, and a statement for each would be as many trips over the network.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use crate::{
    database::Tx,
    error::DbError,
    rosters::{
        batch::{ROWS_PER_STATEMENT, insert_all},
        plan::{Ending, Plan, RoleChange, SeatChange, SeatEnd},
    },
    sql_types::{BindInstant, BindUuid, bind_instant},
};

/// From when until when.
type Span = (DateTime<Utc>, Option<DateTime<Utc>>);

/// Ids of rows that get the same span.
type BySpan = BTreeMap<Span, Vec<BindUuid>>;

/// Changes rows of a table of spans, and ends others.
macro_rules! write_spans {
    ($tx:expr, $table:ident, $changed:expr, $ended:expr) => {{
        use crate::schema::$table::{begins_at, ends_at, id, organization_id, table};
        let (tenant, now) = ($tx.tenant(), bind_instant($tx.now()));
        let rows = |ids: &[BindUuid]| {
            table
                .filter(organization_id.eq(tenant))
                .filter(id.eq_any(ids.to_vec()))
        };
        for ((begins, ends), ids) in $changed {
            for ids in ids.chunks(ROWS_PER_STATEMENT) {
                diesel::update(rows(ids))
                    .set((
                        begins_at.eq(bind_instant(begins)),
                        ends_at.eq(ends.map(bind_instant)),
                    ))
                    .execute($tx.conn())?;
            }
        }
        for ids in ended(&$ended, Ending::Over).chunks(ROWS_PER_STATEMENT) {
            diesel::update(rows(ids))
                .set(ends_at.eq(now))
                .execute($tx.conn())?;
        }
        for ids in ended(&$ended, Ending::NeverBegan).chunks(ROWS_PER_STATEMENT) {
            diesel::update(rows(ids))
                .set((begins_at.eq(now), ends_at.eq(now)))
                .execute($tx.conn())?;
        }
    }};
}

pub(super) fn write_spans(tx: &mut Tx<'_>, plan: &Plan) -> Result<(), DbError> {
    use crate::schema::{enrollments, staff_roles, teaching_assignments};
    tx.forget_roles();
    insert_all!(tx, staff_roles::table, plan.roles.new);
    let roles = plan.roles.changed.iter().map(
        |RoleChange {
             id,
             begins_at,
             ends_at,
         }| (*id, *begins_at, *ends_at),
    );
    write_spans!(tx, staff_roles, by_span(roles), plan.roles.ended);

    insert_all!(tx, enrollments::table, plan.enrollments.new);
    let seats = plan.enrollments.changed.iter().map(span);
    write_spans!(tx, enrollments, by_span(seats), plan.enrollments.ended);

    insert_all!(tx, teaching_assignments::table, plan.assignments.new);
    let seats = plan.assignments.changed.iter().map(span);
    write_spans!(
        tx,
        teaching_assignments,
        by_span(seats),
        plan.assignments.ended
    );
    write_parts(tx, &plan.assignments.changed)
}

/// Writes what parts staff have in their classes.
fn write_parts(tx: &mut Tx<'_>, changed: &[SeatChange]) -> Result<(), DbError> {
    use crate::schema::teaching_assignments::{id, organization_id, role, table};
    let mut parts: BTreeMap<&str, Vec<BindUuid>> = BTreeMap::new();
    for change in changed {
        if let Some(part) = change.role {
            parts.entry(part).or_default().push(change.id);
        }
    }
    for (part, ids) in parts {
        for ids in ids.chunks(ROWS_PER_STATEMENT) {
            let rows = table
                .filter(organization_id.eq(tx.tenant()))
                .filter(id.eq_any(ids.to_vec()));
            diesel::update(rows).set(role.eq(part)).execute(tx.conn())?;
        }
    }
    Ok(())
}

fn span(change: &SeatChange) -> (BindUuid, BindInstant, Option<BindInstant>) {
    (change.id, change.begins_at, change.ends_at)
}

fn by_span(changes: impl Iterator<Item = (BindUuid, BindInstant, Option<BindInstant>)>) -> BySpan {
    let mut spans = BySpan::new();
    for (id, begins_at, ends_at) in changes {
        let span = (begins_at.0, ends_at.map(|ends_at| ends_at.0));
        spans.entry(span).or_default().push(id);
    }
    spans
}

/// The ids of rows that end in this manner.
fn ended(ended: &[SeatEnd], ending: Ending) -> Vec<BindUuid> {
    ended
        .iter()
        .filter(|end| end.ending == ending)
        .map(|end| end.id)
        .collect()
}

//! By other clocks, the days of what a roster placed at a school begin and end at other instants.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use domain::{ids::SchoolId, organizations::time_zone::same_day_in};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::DbError,
    schema::{classes, enrollments, school_enrollments, staff_roles, teaching_assignments},
    sql_types::{BindUuid, bind_instant},
};

/// When something is in effect.
type Span = (DateTime<Utc>, Option<DateTime<Utc>>);
/// A row and when it is in effect.
type Row = (BindUuid, DateTime<Utc>, Option<DateTime<Utc>>);

/// Moves the beginnings and ends that are to come from the days of one zone to those of another.
///
/// # Errors
/// If the database fails.
pub(super) fn rezone(
    tx: &mut Tx<'_>,
    school: SchoolId,
    from: Option<Tz>,
    to: Option<Tz>,
) -> Result<(), DbError> {
    /// Moves the rows of one table.
    macro_rules! move_all {
        ($table:ident, $rows:expr) => {
            let rows: Vec<Row> = $rows
                .filter($table::organization_id.eq(tx.tenant()))
                .filter(not_over!($table, bind_instant(tx.now())))
                .select(($table::id, $table::begins_at, $table::ends_at))
                .load(tx.conn())?;
            for ((begins_at, ends_at), ids) in moved(rows, from, to, tx.now()) {
                let span = (
                    $table::begins_at.eq(bind_instant(begins_at)),
                    $table::ends_at.eq(ends_at.map(bind_instant)),
                );
                set_all!(tx, $table, ids, span);
            }
        };
    }
    let tenant = tx.tenant();
    let of_school = || {
        classes::table
            .filter(classes::organization_id.eq(tenant))
            .filter(classes::school_id.eq(school))
            .select(classes::id)
    };
    move_all!(
        enrollments,
        enrollments::table
            .filter(enrollments::source_index.is_not_null())
            .filter(enrollments::class_id.eq_any(of_school()))
    );
    move_all!(
        teaching_assignments,
        teaching_assignments::table
            .filter(teaching_assignments::source_index.is_not_null())
            .filter(teaching_assignments::class_id.eq_any(of_school()))
    );
    move_all!(
        school_enrollments,
        school_enrollments::table.filter(school_enrollments::school_id.eq(school))
    );
    move_all!(
        staff_roles,
        staff_roles::table
            .filter(staff_roles::origin.eq("roster"))
            .filter(staff_roles::school_id.eq(school))
    );
    Ok(())
}

/// The rows whose instants move, by what these become. Nothing begins in hindsight.
fn moved(
    rows: Vec<Row>,
    from: Option<Tz>,
    to: Option<Tz>,
    now: DateTime<Utc>,
) -> BTreeMap<Span, Vec<Uuid>> {
    let mut groups: BTreeMap<Span, Vec<Uuid>> = BTreeMap::new();
    for (id, begins_at, ends_at) in rows {
        let begins = if begins_at > now {
            same_day_in(begins_at, from, to).max(now)
        } else {
            begins_at
        };
        let ends = ends_at.map(|ends_at| same_day_in(ends_at, from, to).max(begins));
        if (begins, ends) != (begins_at, ends_at) {
            groups.entry((begins, ends)).or_default().push(id.0);
        }
    }
    groups
}

//! An account that is hidden until it is deleted or restored (RET-06).

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{ErasureId, UserId},
    rights::erasure::ErasureScope,
    staff::role::StaffRole,
};
use uuid::Uuid;

use crate::{
    accounts::{credentials, erasure},
    database::Tx,
    error::DbError,
    schema::{enrollments, erased_places, erasures, staff_roles, users},
    sql_types::{BindInstant, BindUuid, bind_instant},
    staff::end::end_all_work,
};

domain::text_enum! {
    /// A kind of place that ends when an account is hidden, and is given back with it. Work for a school is
    /// none: who was dismissed meanwhile, unseen, would get it back (SCH-06). The school gives it again.
    pub(super) enum Place {
        /// In a class, as a student.
        Enrollment = "enrollment",
        /// As the parent of the household.
        StaffRole = "staff_role",
    }
}

/// The people of the tenant who are hidden.
pub(crate) fn hidden(tx: &mut Tx<'_>) -> Result<HashSet<UserId>, DbError> {
    let hidden: Vec<UserId> = erasures::table
        .filter(erasures::organization_id.eq(tx.tenant()))
        .filter(erasures::scope.eq(ErasureScope::Account))
        .filter(erasures::undone_at.is_null())
        .filter(erasures::purged_at.is_null())
        .select(erasures::subject_id)
        .load(tx.conn())?;
    Ok(hidden.into_iter().collect())
}

/// Whether a person is hidden: nobody but who decided about it finds them.
pub(crate) fn is_hidden(tx: &mut Tx<'_>, person: UserId) -> Result<bool, DbError> {
    let hidden: i64 = erasures::table
        .filter(erasures::organization_id.eq(tx.tenant()))
        .filter(erasures::subject_id.eq(person))
        .filter(erasures::scope.eq(ErasureScope::Account))
        .filter(erasures::undone_at.is_null())
        .filter(erasures::purged_at.is_null())
        .count()
        .get_result(tx.conn())?;
    Ok(hidden > 0)
}

/// How open an account is: its status, and since when it is locked.
pub(super) type Openness = (AccountStatus, Option<DateTime<Utc>>);

/// Ends the sessions and the places of an account, and remembers them: how open it was.
pub(super) fn hide(
    tx: &mut Tx<'_>,
    erasure: ErasureId,
    person: UserId,
) -> Result<Openness, DbError> {
    let (kind, openness): (PersonKind, Openness) = users::table
        .find((tx.tenant(), person))
        .select((users::kind, (users::status, users::locked_at)))
        .first(tx.conn())?;
    remember(tx, erasure, person)?;
    match kind {
        PersonKind::Student => erasure::lock_student(tx, person)?,
        PersonKind::Adult => close_adult(tx, person)?,
    }
    Ok(openness)
}

/// Ends the sessions and the work of an adult, whose account opens no more.
pub(crate) fn close_adult(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    end_all_work(tx, person)?;
    credentials::end_sessions(tx, person)?;
    let now = bind_instant(tx.now());
    close(tx, person, AccountStatus::Disabled, Some(now))
}

/// Opens an account as it was, with the places that are given back.
pub(super) fn show_again(
    tx: &mut Tx<'_>,
    erasure: ErasureId,
    person: UserId,
    (status, locked_at): Openness,
) -> Result<(), DbError> {
    type Row = (Place, BindUuid, Option<DateTime<Utc>>);
    close(tx, person, status, locked_at.map(bind_instant))?;
    tx.forget_roles();
    let places: Vec<Row> = erased_places::table
        .filter(erased_places::organization_id.eq(tx.tenant()))
        .filter(erased_places::erasure_id.eq(erasure))
        .select((
            erased_places::place,
            erased_places::place_id,
            erased_places::ends_at,
        ))
        .load(tx.conn())?;
    for (place, id, ends_at) in places {
        let ends_at: Option<BindInstant> = ends_at.map(bind_instant);
        macro_rules! restore {
            ($table:ident) => {{
                let row = $table::table
                    .filter($table::organization_id.eq(tx.tenant()))
                    .filter($table::id.eq(id));
                diesel::update(row)
                    .set($table::ends_at.eq(ends_at))
                    .execute(tx.conn())?
            }};
        }
        match place {
            Place::Enrollment => restore!(enrollments),
            Place::StaffRole => restore!(staff_roles),
        };
    }
    forget_places(tx, erasure)
}

/// Forgets the places of an account that was deleted or restored.
pub(super) fn forget_places(tx: &mut Tx<'_>, erasure: ErasureId) -> Result<(), DbError> {
    let held = erased_places::table
        .filter(erased_places::organization_id.eq(tx.tenant()))
        .filter(erased_places::erasure_id.eq(erasure));
    diesel::delete(held).execute(tx.conn())?;
    Ok(())
}

fn close(
    tx: &mut Tx<'_>,
    person: UserId,
    status: AccountStatus,
    locked_at: Option<BindInstant>,
) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::status.eq(status),
            users::locked_at.eq(locked_at),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes down the places that are not over and are given back.
fn remember(tx: &mut Tx<'_>, erasure: ErasureId, person: UserId) -> Result<(), DbError> {
    let now = bind_instant(tx.now());
    macro_rules! places {
        ($table:ident, $place:expr, $of:expr) => {{
            let rows: Vec<(BindUuid, Option<DateTime<Utc>>)> = $table::table
                .filter($table::organization_id.eq(tx.tenant()))
                .filter($table::user_id.eq(person))
                .filter($of)
                .filter(not_over!($table, now))
                .select(($table::id, $table::ends_at))
                .load(tx.conn())?;
            let rows = rows.into_iter();
            rows.map(|(BindUuid(id), ends_at)| ($place, id, ends_at))
                .collect::<Vec<(Place, Uuid, Option<DateTime<Utc>>)>>()
        }};
    }
    let as_student = enrollments::user_id.eq(person);
    let as_parent = staff_roles::role.eq(StaffRole::Parent);
    let mut held = places!(enrollments, Place::Enrollment, as_student);
    held.extend(places!(staff_roles, Place::StaffRole, as_parent));
    for (place, id, ends_at) in held {
        let row = (
            erased_places::organization_id.eq(tx.tenant()),
            erased_places::erasure_id.eq(erasure),
            erased_places::place.eq(place),
            erased_places::place_id.eq(BindUuid(id)),
            erased_places::ends_at.eq(ends_at.map(bind_instant)),
        );
        diesel::insert_into(erased_places::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

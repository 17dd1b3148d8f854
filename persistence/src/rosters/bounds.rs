//! From which share on the removals of an import have to be accepted: of a district and its schools.

use diesel::prelude::*;
use domain::{
    access::{
        Action,
        action::{ManageRemovalBounds, ManageSchoolRemovalBounds},
    },
    audit::Changed,
    ids::SchoolId,
    rosters::plan::{HeldBounds, OwnBounds, RemovalBounds},
};

use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::removal_bounds,
    sql_types::{BindUuid, bind_instant},
};

/// A right to see and set bounds.
pub trait SetsBounds: Action {
    /// The school whose bounds they are; none for the district's.
    fn school(subject: Self::Subject) -> Option<SchoolId>;

    /// What is changed.
    fn changed(subject: Self::Subject) -> Changed;
}

impl SetsBounds for ManageRemovalBounds {
    fn school(_: Self::Subject) -> Option<SchoolId> {
        None
    }

    fn changed(district: Self::Subject) -> Changed {
        Changed::of(district)
    }
}

impl SetsBounds for ManageSchoolRemovalBounds {
    fn school(school: Self::Subject) -> Option<SchoolId> {
        Some(school)
    }

    fn changed(school: Self::Subject) -> Changed {
        Changed::of(school)
    }
}

/// Bounds as they are said, and as they are in effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// What the district or the school says itself.
    pub own: OwnBounds,
    /// What is in effect.
    pub in_effect: RemovalBounds,
}

/// The bounds of the permitted district or school.
///
/// # Errors
/// If the database fails.
pub fn read<'t, A: SetsBounds>(tx: &mut Tx<'t>, permit: &Permit<'t, A>) -> Result<Bounds, DbError> {
    let held = held(tx)?;
    Ok(match A::school(permit.subject()) {
        None => Bounds {
            own: held.district,
            in_effect: held.of_district(),
        },
        Some(school) => Bounds {
            own: held.schools.get(&school).copied().unwrap_or_default(),
            in_effect: held.of(Some(school)),
        },
    })
}

/// Sets what the permitted district or school says itself.
///
/// # Errors
/// If the database fails.
pub fn set<'t, A: SetsBounds>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, A>,
    own: OwnBounds,
) -> Result<(), DbError> {
    let place = A::school(permit.subject()).map_or(tx.organization().uuid(), SchoolId::uuid);
    let row = removal_bounds::table.find((tx.tenant(), BindUuid(place)));
    diesel::delete(row).execute(tx.conn())?;
    let row = (
        removal_bounds::organization_id.eq(tx.tenant()),
        removal_bounds::place_id.eq(BindUuid(place)),
        removal_bounds::students.eq(own.students.map(i32::from)),
        removal_bounds::class.eq(own.class.map(i32::from)),
        removal_bounds::staff.eq(own.staff.map(i32::from)),
        removal_bounds::updated_by.eq(permit.actor().user()),
        removal_bounds::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(removal_bounds::table)
        .values(row)
        .execute(tx.conn())?;
    audit::changed(tx, permit, A::changed(permit.subject()))
}

/// The bounds of the tenant and its schools.
pub(super) fn held(tx: &mut Tx<'_>) -> Result<HeldBounds, DbError> {
    type Row = (BindUuid, Option<i32>, Option<i32>, Option<i32>);
    let rows: Vec<Row> = removal_bounds::table
        .filter(removal_bounds::organization_id.eq(tx.tenant()))
        .select((
            removal_bounds::place_id,
            removal_bounds::students,
            removal_bounds::class,
            removal_bounds::staff,
        ))
        .load(tx.conn())?;
    let mut held = HeldBounds::default();
    for (BindUuid(place), students, class, staff) in rows {
        let own = OwnBounds {
            students: percent(students)?,
            class: percent(class)?,
            staff: percent(staff)?,
        };
        if place == tx.organization().uuid() {
            held.district = own;
        } else {
            held.schools.insert(SchoolId::from_uuid(place), own);
        }
    }
    Ok(held)
}

fn percent(stored: Option<i32>) -> Result<Option<u8>, DbError> {
    let percent = stored.map(u8::try_from).transpose();
    percent.map_err(|_| DbError::Corrupt("a share is in percent"))
}

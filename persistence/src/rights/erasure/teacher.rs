//! Whether a teacher who asked for a deletion may take it back: as one who teaches the student still.

use diesel::prelude::*;
use domain::ids::{SchoolId, UserId};

use super::{Erasure, hide::Place};
use crate::{
    database::Tx,
    error::DbError,
    schema::{classes, enrollments, erased_places, teaching_assignments},
    sql_types::bind_instant,
    staff::roles,
};

/// Whether a person works at the school of a class, and teaches in it, in which the hidden student was.
pub(super) fn teaches(
    tx: &mut Tx<'_>,
    erasure: &Erasure,
    teacher: UserId,
) -> Result<bool, DbError> {
    let now = bind_instant(tx.now());
    let schools: Vec<SchoolId> = erased_places::table
        .inner_join(
            enrollments::table.on(enrollments::organization_id
                .eq(erased_places::organization_id)
                .and(enrollments::id.eq(erased_places::place_id))),
        )
        .inner_join(
            teaching_assignments::table.on(teaching_assignments::organization_id
                .eq(enrollments::organization_id)
                .and(teaching_assignments::class_id.eq(enrollments::class_id))),
        )
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(erased_places::organization_id.eq(tx.tenant()))
        .filter(erased_places::erasure_id.eq(erasure.id))
        .filter(erased_places::place.eq(Place::Enrollment))
        .filter(teaching_assignments::user_id.eq(teacher))
        .filter(in_force!(teaching_assignments, now))
        .select(classes::school_id)
        .distinct()
        .load(tx.conn())?;
    let held = roles::standing(tx, teacher)?;
    Ok(held
        .iter()
        .filter_map(|(_, school)| *school)
        .any(|school| schools.contains(&school)))
}

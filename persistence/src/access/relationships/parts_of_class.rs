//! Facts about what belongs to one class: a piece of staff's work, a join code.

use diesel::prelude::*;
use domain::{
    access::{Relationship, WithinClass},
    ids::{ClassId, JoinCodeId, TeachingAssignmentId},
};

use super::of_class;
use crate::{
    access::Actor,
    database::Tx,
    error::DbError,
    schema::{join_codes, teaching_assignments},
};

/// How the actor stands to a piece of staff's work in a class: as to the class. One that is not of
/// this class does not exist for them.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_assignment(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    assignment: WithinClass<TeachingAssignmentId>,
) -> Result<Vec<Relationship>, DbError> {
    let class: Option<ClassId> = teaching_assignments::table
        .find((tx.tenant(), assignment.part))
        .select(teaching_assignments::class_id)
        .first(tx.conn())
        .optional()?;
    as_to_its_class(tx, actor, assignment, class)
}

/// How the actor stands to a join code: as to its class. One that is not of this class does not
/// exist for them.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_join_code(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    code: WithinClass<JoinCodeId>,
) -> Result<Vec<Relationship>, DbError> {
    let class: Option<ClassId> = join_codes::table
        .find((tx.tenant(), code.part))
        .select(join_codes::class_id)
        .first(tx.conn())
        .optional()?;
    as_to_its_class(tx, actor, code, class)
}

fn as_to_its_class<Part: Copy>(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    part: WithinClass<Part>,
    class: Option<ClassId>,
) -> Result<Vec<Relationship>, DbError> {
    let held = if class == Some(part.class) {
        of_class(tx, actor, part.class)?
    } else {
        Vec::new()
    };
    Ok(held)
}

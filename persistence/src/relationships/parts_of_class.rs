//! Facts about what belongs to one class: a piece of staff's work, a join code.

use diesel::prelude::*;
use domain::{
    access::{Actor, Facts, WithinClass},
    ids::{ClassId, JoinCodeId, TeachingAssignmentId},
};

use super::{facts, of_class};
use crate::{
    database::Tx,
    error::DbError,
    schema::{join_codes, teaching_assignments},
};

/// How the actor stands to a piece of staff's work in a class: as to the class. One that is not of
/// this class does not exist for them.
///
/// # Errors
/// If the database fails.
pub fn of_assignment(
    tx: &mut Tx<'_>,
    actor: Actor,
    assignment: WithinClass<TeachingAssignmentId>,
) -> Result<Facts<WithinClass<TeachingAssignmentId>>, DbError> {
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
pub fn of_join_code(
    tx: &mut Tx<'_>,
    actor: Actor,
    code: WithinClass<JoinCodeId>,
) -> Result<Facts<WithinClass<JoinCodeId>>, DbError> {
    let class: Option<ClassId> = join_codes::table
        .find((tx.tenant(), code.part))
        .select(join_codes::class_id)
        .first(tx.conn())
        .optional()?;
    as_to_its_class(tx, actor, code, class)
}

fn as_to_its_class<Part: Copy>(
    tx: &mut Tx<'_>,
    actor: Actor,
    part: WithinClass<Part>,
    class: Option<ClassId>,
) -> Result<Facts<WithinClass<Part>>, DbError> {
    let held = if class == Some(part.class) {
        of_class(tx, actor, part.class)?.held().to_vec()
    } else {
        Vec::new()
    };
    Ok(facts(actor, part, held))
}

//! Facts about who wrote a course.

use diesel::prelude::*;
use domain::{
    access::Relationship,
    ids::{CourseId, UserId},
};

use super::roles_of;
use crate::{access::Actor, database::Tx, error::DbError, schema::courses};

/// How the actor stands to a course of their organization.
///
/// # Errors
/// If the database fails.
pub(in crate::access) fn of_course(
    tx: &mut Tx<'_>,
    actor: Actor<'_>,
    course: CourseId,
) -> Result<Vec<Relationship>, DbError> {
    let author: Option<Option<UserId>> = courses::table
        .find((tx.tenant(), course))
        .select(courses::author_id)
        .first(tx.conn())
        .optional()?;
    let Some(author) = author else {
        return Ok(Vec::new());
    };
    let roles = roles_of(tx, actor)?;
    let held = if author == Some(actor.user()) && !roles.is_empty() {
        vec![Relationship::Author]
    } else {
        roles
            .iter()
            .filter_map(|(role, _)| role.relationship())
            .collect()
    };
    Ok(held)
}

//! What the answers to the questions of a version are marked by.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    courses::{kind::ActivityKind, marking::Marking},
    ids::{ActivityId, CourseVersionId, OrganizationId},
};

use super::content;
use crate::{database::Tx, error::DbError, schema::activities};

/// The markings of all questions of a version.
pub(crate) fn markings(
    tx: &mut Tx<'_>,
    owner: OrganizationId,
    version: CourseVersionId,
) -> Result<HashMap<ActivityId, Marking>, DbError> {
    let questions = [ActivityKind::Question, ActivityKind::CheckForUnderstanding];
    let rows: Vec<(ActivityId, String)> = activities::table
        .filter(activities::organization_id.eq(owner))
        .filter(activities::course_version_id.eq(version))
        .filter(activities::kind.eq_any(questions))
        .select((activities::id, activities::content))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, written)| {
            let marking = content::decode(&written)?.marking();
            let marking = marking.ok_or(DbError::Corrupt("a question has a key"))?;
            Ok((id, marking))
        })
        .collect()
}

//! Publishing a draft.

use diesel::prelude::*;
use domain::{
    access::action::PublishCourse,
    audit::Changed,
    courses::{
        Valid, Violations,
        version::{Version, VersionState},
    },
};

use super::read;
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    schema::{course_versions, courses},
    sql_types::bind_instant,
};

/// Why a draft is not published.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishRefusal {
    /// No draft is begun.
    #[error("the course has no draft")]
    NoDraft,
    /// The draft breaks rules of course content.
    #[error(transparent)]
    Invalid(#[from] Violations),
}

/// Publishes the draft of the permitted course as it stands.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal, after which nothing was changed.
pub fn publish<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, PublishCourse>,
) -> Result<Result<(), PublishRefusal>, DbError> {
    let Some(draft) = read(tx, permit)?.and_then(|found| found.draft) else {
        return Ok(Err(PublishRefusal::NoDraft));
    };
    let Version::Draft(version) = draft.version.version()? else {
        return Ok(Err(PublishRefusal::NoDraft));
    };
    let content = match Valid::check(draft.content) {
        Ok(content) => content,
        Err(violations) => return Ok(Err(violations.into())),
    };
    let published = version.publish(&content, tx.now());
    diesel::update(course_versions::table.find((tx.tenant(), published.id())))
        .set((
            course_versions::state.eq(VersionState::Published),
            course_versions::published_at.eq(bind_instant(published.published_at())),
            course_versions::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    diesel::update(courses::table.find((tx.tenant(), permit.subject())))
        .set(courses::updated_at.eq(bind_instant(tx.now())))
        .execute(tx.conn())?;
    let changed = Changed::of(published.id()).and(Changed::of(permit.subject()));
    audit::changed(tx, permit, changed)?;
    Ok(Ok(()))
}

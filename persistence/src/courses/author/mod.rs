//! What staff do as authors: courses of their district, written as drafts and published.

mod begin;
mod list;
mod publish;
mod read;
mod revise;

pub use begin::begin;
pub use list::list;
pub use publish::{PublishRefusal, publish};
pub use read::{AuthoredCourse, Draft, read};
pub use revise::{RevisionRefusal, revise};

use diesel::prelude::*;
use domain::ids::CourseId;

use super::VersionRecord;
use crate::{
    database::Tx,
    error::DbError,
    schema::{course_versions, courses},
};

/// Another course of the district has the slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("another course has this slug")]
pub struct SlugTaken;

/// Which course of the tenant has a slug.
fn holder_of(tx: &mut Tx<'_>, slug: &str) -> Result<Option<CourseId>, DbError> {
    Ok(courses::table
        .filter(courses::organization_id.eq(tx.tenant()))
        .filter(courses::slug.eq(slug))
        .select(courses::id)
        .first(tx.conn())
        .optional()?)
}

/// The versions of a course of the tenant, newest first. The first is the draft, if there is one.
fn versions_of(tx: &mut Tx<'_>, course: CourseId) -> Result<Vec<VersionRecord>, DbError> {
    Ok(course_versions::table
        .filter(course_versions::organization_id.eq(tx.tenant()))
        .filter(course_versions::course_id.eq(course))
        .order(course_versions::number.desc())
        .select(VersionRecord::as_select())
        .load(tx.conn())?)
}

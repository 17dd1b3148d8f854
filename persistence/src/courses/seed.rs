//! Writing the bundled catalogue.

use diesel::prelude::*;
use domain::{
    audit::{AccountEvent, ChangeRole, Changed},
    courses::{Valid, outline::Course},
    ids::{CourseId, CourseVersionId},
};

use super::write::{NewVersion, PartIds, insert_course, insert_units, insert_version};
use crate::{
    access::Installation,
    audit::{self, Entry},
    database::Tx,
    error::DbError,
    schema::{course_versions, courses},
};

/// A published version of a bundled course, with ids that are the same in every run.
pub struct Edition<'a> {
    /// The course.
    pub course: CourseId,
    /// The version.
    pub version: CourseVersionId,
    /// Its number in the course, from 1.
    pub number: u32,
    /// What it holds.
    pub content: &'a Valid<Course>,
    /// The ids of what it holds.
    pub parts: &'a dyn PartIds,
}

/// Writes the editions that are not there yet into the tenant, which is Hallpass itself and whose
/// row must exist. Those that are there stay as they are. Returns how many were written.
///
/// # Errors
/// If the database fails.
pub fn seed(
    tx: &mut Tx<'_>,
    _by: &Installation,
    editions: &[Edition<'_>],
) -> Result<usize, DbError> {
    let mut written = 0;
    for edition in editions {
        if !has_version(tx, edition.version)? {
            write(tx, edition)?;
            written += 1;
        }
    }
    if written > 0 {
        let versions = editions.iter().map(|edition| edition.version);
        let event = Entry::account(AccountEvent::InstallationSeeded, None)
            .that(Changed::each(ChangeRole::Created, versions));
        audit::append(tx, &event)?;
    }
    Ok(written)
}

fn has_version(tx: &mut Tx<'_>, version: CourseVersionId) -> Result<bool, DbError> {
    let found: i64 = course_versions::table
        .find((tx.tenant(), version))
        .count()
        .get_result(tx.conn())?;
    Ok(found > 0)
}

fn write(tx: &mut Tx<'_>, edition: &Edition<'_>) -> Result<(), DbError> {
    let details = &edition.content.get().details;
    let known: i64 = courses::table
        .find((tx.tenant(), edition.course))
        .count()
        .get_result(tx.conn())?;
    if known == 0 {
        insert_course(tx, edition.course, None, &details.slug)?;
    }
    let new = NewVersion {
        course: edition.course,
        id: edition.version,
        number: i32::try_from(edition.number)
            .map_err(|_| DbError::Corrupt("a version's number has 31 bits"))?,
        published_at: Some(tx.now()),
    };
    insert_version(tx, new, details)?;
    insert_units(tx, edition.version, edition.content, edition.parts)
}

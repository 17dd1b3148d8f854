//! Writing a draft.

use diesel::prelude::*;
use domain::{
    access::action::UpdateCourse,
    audit::Changed,
    courses::{
        Valid,
        outline::Course,
        version::{DraftVersion, Version},
    },
    ids::CourseVersionId,
};

use super::{SlugTaken, holder_of, versions_of};
use crate::{
    access::Permit,
    audit,
    courses::{
        VersionRecord,
        known_parts::KnownParts,
        rows::number,
        write::{NewVersion, insert_units, insert_version, remove_units},
    },
    database::Tx,
    error::DbError,
    schema::{course_versions, courses},
    sql_types::bind_instant,
};

/// Why a draft is not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RevisionRefusal {
    /// Another course of the district has the slug.
    #[error(transparent)]
    SlugTaken(#[from] SlugTaken),
    /// The numbers of versions are used up.
    #[error("the course has reached the maximum number of versions")]
    NoMoreVersions,
}

/// Puts this content into the draft of the permitted course, in place of whatever it held; begins
/// the next draft if the newest version is published.
///
/// # Errors
/// If the database fails. The inner error is the rule's refusal, after which nothing was changed.
pub fn revise<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, UpdateCourse>,
    content: &Valid<Course>,
) -> Result<Result<(), RevisionRefusal>, DbError> {
    let (course, slug) = (permit.subject(), &content.get().details.slug);
    if holder_of(tx, slug)?.is_some_and(|holder| holder != course) {
        return Ok(Err(SlugTaken.into()));
    }
    let versions = versions_of(tx, course)?;
    let latest: Vec<CourseVersionId> = versions.iter().take(2).map(|known| known.id).collect();
    let ids = KnownParts::of(tx, &latest)?;
    let newest = versions.first().map(VersionRecord::version).transpose()?;
    let (draft, changed) = match newest {
        Some(Version::Draft(draft)) => {
            remove_units(tx, draft.id())?;
            rename(tx, &draft, content)?;
            let changed = Changed::of(draft.id());
            (draft, changed)
        }
        newest => {
            let Some(draft) = following(tx, newest) else {
                return Ok(Err(RevisionRefusal::NoMoreVersions));
            };
            let new = NewVersion {
                course,
                id: draft.id(),
                number: number(&draft)?,
                published_at: None,
            };
            insert_version(tx, new, &content.get().details)?;
            let created = Changed::created(draft.id());
            (draft, created)
        }
    };
    insert_units(tx, draft.id(), content, &ids)?;
    diesel::update(courses::table.find((tx.tenant(), course)))
        .set((
            courses::slug.eq(slug),
            courses::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    audit::changed(tx, permit, changed.and(Changed::of(course)))?;
    Ok(Ok(()))
}

/// The draft that follows what there is.
fn following(tx: &Tx<'_>, newest: Option<Version>) -> Option<DraftVersion> {
    match newest {
        Some(Version::Published(published)) => published.next_draft(tx.new_id()).ok(),
        Some(Version::Draft(draft)) => Some(draft),
        None => Some(DraftVersion::first(tx.new_id())),
    }
}

fn rename(tx: &mut Tx<'_>, draft: &DraftVersion, content: &Valid<Course>) -> Result<(), DbError> {
    let details = &content.get().details;
    diesel::update(course_versions::table.find((tx.tenant(), draft.id())))
        .set((
            course_versions::title.eq(&details.title),
            course_versions::summary.eq(&details.summary),
            course_versions::language.eq(&details.language),
            course_versions::grade_from.eq(details.grade_band.from),
            course_versions::grade_to.eq(details.grade_band.to),
            course_versions::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

//! Versions of a course: written as a draft, fixed by publishing, never changed afterwards.
//!
//! Work that students did belongs to the version they did it in, so a published version stays as it
//! is; the person who wants to change it begins the next draft.

use chrono::{DateTime, Utc};

use super::{outline::Course, violation::Valid};
use crate::ids::CourseVersionId;

crate::text_enum! {
    /// Where a version of a course stands.
    pub enum VersionState {
        /// Its author is writing it; no other person sees it.
        Draft = "draft",
        /// It is fixed, and can be assigned to classes.
        Published = "published",
    }
}

/// A version of a course, in either state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Version {
    /// Being written.
    Draft(DraftVersion),
    /// Fixed.
    Published(PublishedVersion),
}

/// A version that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftVersion {
    id: CourseVersionId,
    number: u32,
}

/// A version that is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedVersion {
    id: CourseVersionId,
    number: u32,
    published_at: DateTime<Utc>,
}

/// There is no number left for another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a course has no more than {} versions", u32::MAX)]
pub struct NoMoreVersions;

impl Version {
    /// A version as it is stored: one that has an instant of publication is published.
    pub const fn restore(
        id: CourseVersionId,
        number: u32,
        published_at: Option<DateTime<Utc>>,
    ) -> Self {
        match published_at {
            None => Self::Draft(DraftVersion { id, number }),
            Some(published_at) => Self::Published(PublishedVersion {
                id,
                number,
                published_at,
            }),
        }
    }

    /// Where the version stands.
    pub const fn state(&self) -> VersionState {
        match self {
            Self::Draft(_) => VersionState::Draft,
            Self::Published(_) => VersionState::Published,
        }
    }
}

impl DraftVersion {
    /// The first version of a new course.
    pub const fn first(id: CourseVersionId) -> Self {
        Self { id, number: 1 }
    }

    /// The id of the version.
    pub const fn id(&self) -> CourseVersionId {
        self.id
    }

    /// The number of the version in its course, from 1.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Fixes the version. Asks for the proof that its whole content keeps the rules.
    #[must_use]
    pub fn publish(self, _content: &Valid<Course>, now: DateTime<Utc>) -> PublishedVersion {
        PublishedVersion {
            id: self.id,
            number: self.number,
            published_at: now,
        }
    }
}

impl PublishedVersion {
    /// The id of the version.
    pub const fn id(&self) -> CourseVersionId {
        self.id
    }

    /// The number of the version in its course, from 1.
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// When it was published.
    pub const fn published_at(&self) -> DateTime<Utc> {
        self.published_at
    }

    /// Begins the draft that follows this version.
    ///
    /// # Errors
    /// The numbers are used up.
    pub fn next_draft(&self, id: CourseVersionId) -> Result<DraftVersion, NoMoreVersions> {
        let number = self.number.checked_add(1).ok_or(NoMoreVersions)?;
        Ok(DraftVersion { id, number })
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use uuid::Uuid;

    use super::{NoMoreVersions, Version, VersionState};
    use crate::ids::CourseVersionId;

    const ONE: CourseVersionId = CourseVersionId::from_uuid(Uuid::from_u128(1));
    const TWO: CourseVersionId = CourseVersionId::from_uuid(Uuid::from_u128(2));

    #[test]
    fn a_stored_version_is_published_when_it_has_an_instant_of_publication() {
        assert_eq!(Version::restore(ONE, 1, None).state(), VersionState::Draft);
        let published = Version::restore(ONE, 1, Some(DateTime::UNIX_EPOCH));
        assert_eq!(published.state(), VersionState::Published);
    }

    #[test]
    fn after_a_published_version_comes_the_next_number_until_there_is_none() {
        let after = |number| {
            let Version::Published(version) =
                Version::restore(ONE, number, Some(DateTime::UNIX_EPOCH))
            else {
                panic!("a version with an instant of publication is published");
            };
            version.next_draft(TWO)
        };
        let draft = after(3).unwrap();
        assert_eq!((draft.id(), draft.number()), (TWO, 4));
        assert_eq!(after(u32::MAX), Err(NoMoreVersions));
    }
}

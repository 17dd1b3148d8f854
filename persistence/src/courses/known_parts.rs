//! The ids of what a course held before, by which its next version knows the same things: a lesson by
//! its slug, an activity by its slug in the lesson and its kind. Progress follows these ids.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    courses::{kind::ActivityKind, outline::Activity},
    ids::{ActivityId, CourseVersionId, Id, LessonId, UnitId},
    mint::Mint,
};

use super::{outline::units_of, write::PartIds};
use crate::{database::Tx, error::DbError};

/// The ids of parts that are known, and new ones for the others.
pub(super) struct KnownParts<'m> {
    mint: &'m dyn Mint,
    now: DateTime<Utc>,
    units: HashMap<String, UnitId>,
    lessons: HashMap<String, LessonId>,
    activities: HashMap<(LessonId, String, ActivityKind), ActivityId>,
}

impl<'m> KnownParts<'m> {
    /// Those of these versions of the tenant; of two that agree, the first one's.
    pub(super) fn of(tx: &mut Tx<'m>, versions: &[CourseVersionId]) -> Result<Self, DbError> {
        let mut known = Self {
            mint: tx.mint(),
            now: tx.now(),
            units: HashMap::new(),
            lessons: HashMap::new(),
            activities: HashMap::new(),
        };
        for version in versions {
            known.learn(tx, *version)?;
        }
        Ok(known)
    }

    fn learn(&mut self, tx: &mut Tx<'m>, version: CourseVersionId) -> Result<(), DbError> {
        let owner = tx.organization();
        for unit in units_of(tx, owner, version)? {
            self.units.entry(unit.slug).or_insert(unit.id);
            for lesson in unit.lessons {
                let id = *self.lessons.entry(lesson.slug).or_insert(lesson.id);
                for activity in lesson.activities {
                    self.activities
                        .entry((id, activity.slug, activity.kind))
                        .or_insert(activity.id);
                }
            }
        }
        Ok(())
    }

    fn next<Kind>(&self) -> Id<Kind> {
        Id::from_uuid(self.mint.id(self.now))
    }
}

impl PartIds for KnownParts<'_> {
    fn unit(&self, unit: &str) -> UnitId {
        self.units.get(unit).copied().unwrap_or_else(|| self.next())
    }

    fn lesson(&self, lesson: &str) -> LessonId {
        let known = self.lessons.get(lesson).copied();
        known.unwrap_or_else(|| self.next())
    }

    fn activity(&self, lesson: LessonId, activity: &Activity) -> ActivityId {
        let key = (lesson, activity.slug.clone(), activity.content.kind());
        let known = self.activities.get(&key).copied();
        known.unwrap_or_else(|| self.next())
    }
}

//! What another version of a course changes for a class that works on it.
//!
//! Lessons and activities are known by their ids, which they keep in every version. What has the same
//! id keeps the progress that students made in it, whatever else changed.

use std::collections::HashMap;

use crate::ids::{ActivityId, LessonId};

crate::text_enum! {
    /// What becomes of a lesson or an activity in another version of its course.
    pub enum PartChange {
        /// It is new.
        Added = "added",
        /// It is no longer there. The progress in it is kept and no longer shown.
        Removed = "removed",
        /// It says something else, or stands in another place. The progress in it stays.
        Changed = "changed",
    }
}

/// A lesson of a version, or one of its activities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartFacts {
    /// The lesson.
    pub lesson: LessonId,
    /// The activity, unless it is about the lesson itself.
    pub activity: Option<ActivityId>,
    /// Title.
    pub title: String,
    /// Everything else that readers see of it: its place and its texts.
    pub appearance: Vec<String>,
}

/// A part that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedPart {
    /// What becomes of it.
    pub change: PartChange,
    /// The lesson.
    pub lesson: LessonId,
    /// The activity, unless it is about the lesson itself.
    pub activity: Option<ActivityId>,
    /// Its title: the new one, if it stays.
    pub title: String,
}

/// What changes from one version to another: first what is removed, then the others in the order of
/// the new version.
pub fn compare(from: &[PartFacts], to: &[PartFacts]) -> Vec<ChangedPart> {
    let place = |part: &PartFacts| (part.lesson, part.activity);
    let mut before: HashMap<_, &PartFacts> = from.iter().map(|part| (place(part), part)).collect();
    let mut changed = Vec::new();
    for part in to {
        match before.remove(&place(part)) {
            None => changed.push(becomes(PartChange::Added, part)),
            Some(old) if old == part => {}
            Some(_) => changed.push(becomes(PartChange::Changed, part)),
        }
    }
    let removed = from.iter().filter(|part| before.contains_key(&place(part)));
    let removed = removed.map(|part| becomes(PartChange::Removed, part));
    removed.chain(changed).collect()
}

fn becomes(change: PartChange, part: &PartFacts) -> ChangedPart {
    ChangedPart {
        change,
        lesson: part.lesson,
        activity: part.activity,
        title: part.title.clone(),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn part(activity: u128, title: &str, text: &str) -> PartFacts {
        PartFacts {
            lesson: LessonId::from_uuid(Uuid::from_u128(1)),
            activity: Some(ActivityId::from_uuid(Uuid::from_u128(activity))),
            title: title.to_owned(),
            appearance: vec![text.to_owned()],
        }
    }

    #[test]
    fn what_is_new_gone_or_different_is_told_and_what_is_the_same_is_not() {
        let from = [part(1, "a", "x"), part(2, "b", "x"), part(3, "c", "x")];
        let to = [
            part(4, "d", "x"),
            part(1, "a", "x"),
            part(3, "c", "y"),
            part(5, "e", "x"),
        ];
        let found: Vec<(PartChange, String)> = compare(&from, &to)
            .into_iter()
            .map(|part| (part.change, part.title))
            .collect();
        let expected = [
            (PartChange::Removed, "b"),
            (PartChange::Added, "d"),
            (PartChange::Changed, "c"),
            (PartChange::Added, "e"),
        ];
        assert_eq!(
            found,
            expected.map(|(change, title)| (change, title.to_owned()))
        );
    }

    #[test]
    fn the_same_version_changes_nothing() {
        let parts = [part(1, "a", "x"), part(2, "b", "y")];
        assert!(compare(&parts, &parts).is_empty());
    }

    #[test]
    fn another_title_is_a_change_that_bears_the_new_one() {
        let changed = compare(&[part(1, "a", "x")], &[part(1, "b", "x")]);
        assert_eq!(changed[0].title, "b");
    }
}

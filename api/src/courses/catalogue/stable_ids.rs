//! Ids that follow from names: the bundled catalogue has the same ids on every machine and in every
//! run.

use aws_lc_rs::digest::{SHA256, digest};
use domain::ids::{ActivityId, CourseId, CourseVersionId, Id, LessonId, UnitId};
use persistence::courses::PartIds;
use uuid::{Builder, Bytes};

/// The ids of a bundled course: UUIDs of version 8 (RFC 9562 §5.8), the first 16 bytes of the
/// SHA-256 of a path of slugs. All but the course's own id change with the version.
#[derive(Clone, Copy, Debug)]
pub struct StableIds<'a> {
    course: &'a str,
    version: u32,
}

impl<'a> StableIds<'a> {
    /// The ids of this version of the course with this slug.
    pub const fn new(course: &'a str, version: u32) -> Self {
        Self { course, version }
    }

    /// The id of the course.
    pub fn course(self) -> CourseId {
        derive(&format!("course/{}", self.course))
    }

    /// The id of the version.
    pub fn version(self) -> CourseVersionId {
        derive(&format!("version/{}/{}", self.course, self.version))
    }
}

impl PartIds for StableIds<'_> {
    fn unit(&self, unit: &str) -> UnitId {
        derive(&format!("unit/{}/{}/{unit}", self.course, self.version))
    }

    fn lesson(&self, lesson: &str) -> LessonId {
        derive(&format!("lesson/{}/{}/{lesson}", self.course, self.version))
    }

    fn activity(&self, lesson: &str, activity: &str) -> ActivityId {
        derive(&format!(
            "activity/{}/{}/{lesson}/{activity}",
            self.course, self.version
        ))
    }
}

/// Slugs hold no `/`, so different paths are different texts.
fn derive<Kind>(path: &str) -> Id<Kind> {
    let digest = digest(&SHA256, format!("hallpass/catalogue/{path}").as_bytes());
    let mut bytes = Bytes::default();
    for (byte, hashed) in bytes.iter_mut().zip(digest.as_ref()) {
        *byte = *hashed;
    }
    Id::from_uuid(Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use persistence::courses::PartIds as _;

    use super::StableIds;

    #[test]
    fn ids_are_the_same_on_every_machine() {
        let ids = StableIds::new("first-steps-in-code", 1);
        assert_eq!(
            ids.course().to_string(),
            "e3c75911-b0fb-88e7-8b0c-83357d1720eb"
        );
        assert_eq!(
            ids.version().to_string(),
            "1a494184-e13d-80df-b6cc-b7e4f2582c65"
        );
        assert_eq!(
            ids.unit("loops-and-choices").to_string(),
            "5a0151f7-1b74-85f4-b5d8-44aa2f05b90f"
        );
        assert_eq!(
            ids.lesson("if-then").to_string(),
            "0c16178a-b72a-814e-ace5-318ddd13cb9a"
        );
        assert_eq!(
            ids.activity("if-then", "which-way").to_string(),
            "c17b66bf-128a-8608-a106-d366d0227bbf"
        );
    }

    #[test]
    fn another_version_has_the_same_course_and_other_ids_for_all_it_holds() {
        let (one, two) = (StableIds::new("a", 1), StableIds::new("a", 2));
        assert_eq!(one.course(), two.course());
        assert_ne!(one.version(), two.version());
        assert_ne!(one.unit("u"), two.unit("u"));
        assert_ne!(one.lesson("l"), two.lesson("l"));
        assert_ne!(one.activity("l", "a"), two.activity("l", "a"));
    }
}

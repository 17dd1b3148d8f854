//! Ids that follow from names: the bundled catalogue has the same ids on every machine and in every
//! run.

use aws_lc_rs::digest::{SHA256, digest};
use domain::{
    courses::outline::Activity,
    ids::{ActivityId, CourseId, CourseVersionId, Id, LessonId, UnitId},
    text_enum::TextEnum as _,
};
use persistence::courses::PartIds;
use uuid::{Builder, Bytes};

/// The ids of a bundled course: UUIDs of version 8 (RFC 9562 §5.8), the first 16 bytes of the
/// SHA-256 of a path of slugs. Units, lessons and activities keep theirs in each version.
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
        derive(&format!("unit/{}/{unit}", self.course))
    }

    fn lesson(&self, lesson: &str) -> LessonId {
        derive(&format!("lesson/{}/{lesson}", self.course))
    }

    fn activity(&self, lesson: LessonId, activity: &Activity) -> ActivityId {
        let kind = activity.content.kind().as_str();
        derive(&format!("activity/{lesson}/{}/{kind}", activity.slug))
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
    use domain::courses::{
        content::{ActivityContent, Prompt, Text},
        outline::Activity,
    };
    use persistence::courses::PartIds as _;

    use super::StableIds;

    fn activity(content: ActivityContent) -> Activity {
        Activity {
            slug: "which-way".to_owned(),
            title: "Which way?".to_owned(),
            content,
        }
    }

    fn text() -> Activity {
        activity(ActivityContent::Text(Text {
            body: "Left.".to_owned(),
        }))
    }

    #[test]
    fn ids_are_the_same_on_every_machine() {
        let ids = StableIds::new("first-steps-in-code", 1);
        let lesson = ids.lesson("if-then");
        let found = [
            ids.course().to_string(),
            ids.version().to_string(),
            ids.unit("loops-and-choices").to_string(),
            lesson.to_string(),
            ids.activity(lesson, &text()).to_string(),
        ];
        let expected = [
            "e3c75911-b0fb-88e7-8b0c-83357d1720eb",
            "1a494184-e13d-80df-b6cc-b7e4f2582c65",
            "fcac6843-89f4-8226-aafc-3437c3e1865b",
            "7fc7c19a-4352-8a4d-b4bf-f61ec11d0efb",
            "914d29a2-6269-88b1-9600-bfe096484f79",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn another_version_has_another_id_and_holds_the_same_parts() {
        let (one, two) = (StableIds::new("a", 1), StableIds::new("a", 2));
        assert_ne!(one.version(), two.version());
        assert_eq!(one.course(), two.course());
        assert_eq!(one.unit("u"), two.unit("u"));
        let lesson = one.lesson("l");
        assert_eq!(lesson, two.lesson("l"));
        assert_eq!(one.activity(lesson, &text()), two.activity(lesson, &text()));
    }

    #[test]
    fn an_activity_of_another_kind_or_lesson_is_another_one() {
        let ids = StableIds::new("a", 1);
        let prompt = activity(ActivityContent::Prompt(Prompt {
            question: "Left?".to_owned(),
        }));
        let here = ids.activity(ids.lesson("l"), &text());
        assert_ne!(ids.activity(ids.lesson("l"), &prompt), here);
        assert_ne!(ids.activity(ids.lesson("m"), &text()), here);
    }
}

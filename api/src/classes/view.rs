//! A class as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    access::Relationship,
    classes::{class_role::ClassRole, grade_level::GradeLevel},
};
use persistence::classes::{Class, OwnClass, OwnPart};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::{ClassRoleWord, GradeLevelWord},
};

/// A class.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = ClassView::example)]
pub struct ClassView {
    /// Its id.
    pub id: Uuid,
    /// The school that it belongs to.
    pub school_id: Uuid,
    /// The term or school year with which it ends.
    pub academic_session_id: Option<Uuid>,
    /// Its title.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$", example = "Grade 4 Coding")]
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevelWord>,
    /// The code with which its students sign in, beside their username and passphrase. `null` for
    /// students.
    #[schema(max_length = 8, pattern = "^[0-9A-Z]{8}$")]
    pub sign_in_code: Option<String>,
    /// When access through the class ends by itself.
    pub access_ends_at: DateTime<Utc>,
    /// When it was archived.
    pub archived_at: Option<DateTime<Utc>>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Class> for ClassView {
    fn from(class: Class) -> Self {
        Self {
            id: class.id.uuid(),
            school_id: class.school_id.uuid(),
            academic_session_id: class.academic_session_id.map(domain::ids::Id::uuid),
            title: class.title,
            grade_level: class.grade_level.map(GradeLevelWord),
            sign_in_code: Some(class.sign_in_code),
            access_ends_at: class.access_ends_at,
            archived_at: class.archived_at,
            created_at: class.created_at,
            updated_at: class.updated_at,
        }
    }
}

impl ClassView {
    /// A class as its students see it.
    pub fn for_student(class: Class) -> Self {
        Self {
            sign_in_code: None,
            ..Self::from(class)
        }
    }

    /// A class as somebody sees it who stands so to it.
    pub fn for_relationship(class: Class, relationship: Relationship) -> Self {
        match relationship {
            Relationship::Student => Self::for_student(class),
            _ => Self::from(class),
        }
    }
}

impl Example for ClassView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000001"),
            school_id: uuid!("01996b3c-7a00-7000-8000-000000000002"),
            academic_session_id: Some(uuid!("01996b3c-7a00-7000-8000-000000000003")),
            title: "Grade 4 Coding".to_owned(),
            grade_level: Some(GradeLevelWord(GradeLevel::Fourth)),
            sign_in_code: Some("7KQ2M9XD".to_owned()),
            access_ends_at: instant("2027-07-12T05:00:00Z"),
            archived_at: None,
            created_at: instant("2026-09-01T13:05:00Z"),
            updated_at: instant("2026-09-01T13:05:00Z"),
        }
    }
}

/// A class of the caller.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = OwnClassView::example)]
pub struct OwnClassView {
    /// Its id.
    pub id: Uuid,
    /// The school that it belongs to.
    pub school_id: Uuid,
    /// The caller's part in teaching it. `null` for students.
    pub role: Option<ClassRoleWord>,
    /// The term or school year with which it ends.
    pub academic_session_id: Option<Uuid>,
    /// Its title.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$", example = "Grade 4 Coding")]
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevelWord>,
    /// The code with which its students sign in, beside their username and passphrase. `null` for
    /// students.
    #[schema(max_length = 8, pattern = "^[0-9A-Z]{8}$")]
    pub sign_in_code: Option<String>,
    /// When access through the class ends by itself.
    pub access_ends_at: DateTime<Utc>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl OwnClassView {
    fn of(class: ClassView, role: Option<ClassRole>) -> Self {
        Self {
            id: class.id,
            school_id: class.school_id,
            role: role.map(ClassRoleWord),
            academic_session_id: class.academic_session_id,
            title: class.title,
            grade_level: class.grade_level,
            sign_in_code: class.sign_in_code,
            access_ends_at: class.access_ends_at,
            created_at: class.created_at,
            updated_at: class.updated_at,
        }
    }
}

impl From<OwnClass> for OwnClassView {
    fn from(OwnClass { class, part }: OwnClass) -> Self {
        match part {
            OwnPart::Teaches(role) => Self::of(ClassView::from(class), Some(role)),
            OwnPart::Attends => Self::of(ClassView::for_student(class), None),
        }
    }
}

impl Example for OwnClassView {
    fn example() -> Self {
        Self::of(ClassView::example(), Some(ClassRole::TeacherOfRecord))
    }
}

//! A class as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    access::Relationship,
    classes::{
        class_role::ClassRole,
        grade_level::GradeLevel,
        kind::{ClassBanner, ClassKind},
    },
    ids::{AcademicSessionId, ClassId, SchoolId},
    text::{AcademicSessionTitle, ClassTitle, SchoolName},
};
use persistence::classes::{Class, ClassCard, ListedClass, OwnClass, OwnPart};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    card::{CourseOfClassView, first},
    sandbox::SandboxView,
};

/// A class.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClassView {
    /// Its id.
    pub id: ClassId,
    /// The school that it belongs to.
    pub school_id: SchoolId,
    /// What it is.
    pub kind: ClassKind,
    /// What is to be said above it to those who teach it.
    pub banner: Option<ClassBanner>,
    /// The term or school year with which it ends.
    pub academic_session_id: Option<AcademicSessionId>,
    /// Its title.
    #[schema(value_type = ClassTitle)]
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
    /// The code with which its students sign in, beside their username and passphrase. `null` for
    /// students.
    #[schema(max_length = 8, pattern = "^[0-9A-Z]{8}$", example = "7KQ2M9XD")]
    pub sign_in_code: Option<String>,
    /// When access through the class ends by itself.
    pub access_ends_at: DateTime<Utc>,
    /// When it was archived.
    pub archived_at: Option<DateTime<Utc>>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// How many students are in it. Like all that follows, `null` unless `include` asks for it and the
    /// caller may read it.
    #[schema(minimum = 0)]
    pub student_count: Option<u32>,
    /// Its courses that the caller sees, in their order: the first hundred.
    #[schema(max_items = 100)]
    pub courses: Option<Vec<CourseOfClassView>>,
    /// The title of the term or school year with which it ends.
    #[schema(value_type = Option<AcademicSessionTitle>)]
    pub term_title: Option<String>,
    /// The name of its school.
    #[schema(value_type = Option<SchoolName>)]
    pub school_name: Option<String>,
    /// Where it stands, if it is a sandbox.
    pub sandbox: Option<SandboxView>,
}

impl From<Class> for ClassView {
    fn from(class: Class) -> Self {
        Self {
            id: class.id,
            school_id: class.school_id,
            kind: class.kind,
            banner: class.kind.banner(),
            academic_session_id: class.academic_session_id,
            title: class.title,
            grade_level: class.grade_level,
            sign_in_code: Some(class.sign_in_code),
            access_ends_at: class.access_ends_at,
            archived_at: class.archived_at,
            created_at: class.created_at,
            updated_at: class.updated_at,
            student_count: None,
            courses: None,
            term_title: None,
            school_name: None,
            sandbox: None,
        }
    }
}

impl From<ListedClass> for ClassView {
    fn from(ListedClass { class, card }: ListedClass) -> Self {
        Self::from(class).with(card)
    }
}

impl ClassView {
    /// The same with what was asked for beside it.
    #[must_use]
    pub fn with(self, card: Option<ClassCard>) -> Self {
        let card = card.unwrap_or_default();
        Self {
            student_count: card.student_count.and_then(|count| count.try_into().ok()),
            courses: card.courses.map(first),
            term_title: card.term_title,
            school_name: card.school_name,
            sandbox: card.sandbox.map(SandboxView::from),
            ..self
        }
    }

    /// A class as its students see it.
    pub fn for_student(class: Class) -> Self {
        Self {
            sign_in_code: None,
            banner: None,
            ..Self::from(class)
        }
    }

    /// A class as a person in this relationship to it sees it.
    pub fn for_relationship(class: Class, relationship: Relationship) -> Self {
        match relationship {
            Relationship::Student => Self::for_student(class),
            _ => Self::from(class),
        }
    }
}

/// A class of the caller.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnClassView {
    /// Its id.
    pub id: ClassId,
    /// The school that it belongs to.
    pub school_id: SchoolId,
    /// What it is.
    pub kind: ClassKind,
    /// What is to be said above it to those who teach it.
    pub banner: Option<ClassBanner>,
    /// The caller's part in teaching it. `null` for students.
    pub role: Option<ClassRole>,
    /// The term or school year with which it ends.
    pub academic_session_id: Option<AcademicSessionId>,
    /// Its title.
    #[schema(value_type = ClassTitle)]
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
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
    /// How many students are in it. Like all that follows, `null` unless `include` asks for it and the
    /// caller may read it.
    #[schema(minimum = 0)]
    pub student_count: Option<u32>,
    /// Its courses that the caller sees, in their order: the first hundred.
    #[schema(max_items = 100)]
    pub courses: Option<Vec<CourseOfClassView>>,
    /// The title of the term or school year with which it ends.
    #[schema(value_type = Option<AcademicSessionTitle>)]
    pub term_title: Option<String>,
    /// The name of its school.
    #[schema(value_type = Option<SchoolName>)]
    pub school_name: Option<String>,
    /// Where it stands, if it is a sandbox.
    pub sandbox: Option<SandboxView>,
}

impl OwnClassView {
    fn of(class: ClassView, role: Option<ClassRole>) -> Self {
        Self {
            id: class.id,
            school_id: class.school_id,
            kind: class.kind,
            banner: class.banner,
            role,
            academic_session_id: class.academic_session_id,
            title: class.title,
            grade_level: class.grade_level,
            sign_in_code: class.sign_in_code,
            access_ends_at: class.access_ends_at,
            created_at: class.created_at,
            updated_at: class.updated_at,
            student_count: class.student_count,
            courses: class.courses,
            term_title: class.term_title,
            school_name: class.school_name,
            sandbox: class.sandbox,
        }
    }
}

impl From<OwnClass> for OwnClassView {
    fn from(OwnClass { class, part, card }: OwnClass) -> Self {
        match part {
            OwnPart::Teaches(role) => Self::of(ClassView::from(class).with(card), Some(role)),
            OwnPart::Attends => Self::of(ClassView::for_student(class).with(card), None),
        }
    }
}

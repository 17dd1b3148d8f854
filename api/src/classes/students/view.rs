//! A student, and what they sign in with, as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    classes::{grade_level::GradeLevel, placement::SchoolTie},
    ids::UserId,
    text::{DisplayName, FamilyName, GivenName},
};
use persistence::classes::students::{IssuedCredential, SchoolStudent, Student, StudentLogin};
use serde::Serialize;
use utoipa::ToSchema;

/// A student of a class, as far as the caller sees them. What is withheld is `null`.
#[derive(Serialize, ToSchema)]
pub struct StudentView {
    /// Their id.
    pub id: UserId,
    /// The display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// Given name; teaching assistants see the display name only.
    #[schema(value_type = Option<GivenName>)]
    pub given_name: Option<String>,
    /// Family name, if the school gave one.
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Option<String>,
    /// The name with which they sign in, for the teacher of record and the school's administrators.
    #[schema(max_length = 64, pattern = "^[^@]+$", example = "ada17")]
    pub username: Option<String>,
    /// Their grade level.
    pub grade_level: Option<GradeLevel>,
    /// Since when the account is suspended, because nothing covers what is held of a child.
    pub suspended_at: Option<DateTime<Utc>>,
    /// When they were created.
    pub created_at: DateTime<Utc>,
    /// When their profile or their credentials last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Student> for StudentView {
    fn from(student: Student) -> Self {
        let (given_name, family_name) = student
            .full_name
            .map(|name| (name.given_name, name.family_name))
            .unzip();
        Self {
            id: student.id,
            display_name: student.display_name,
            given_name,
            family_name: family_name.and_then(crate::views::family_name),
            username: student.username,
            grade_level: student.grade_level,
            suspended_at: student.suspended_at,
            created_at: student.created_at,
            updated_at: student.updated_at,
        }
    }
}

/// With what a student signs in, beside the passphrase.
#[derive(Serialize, ToSchema)]
pub struct StudentLoginView {
    /// The student.
    pub id: UserId,
    /// The username, for the school's administrators; `null` for a student who has none yet.
    #[schema(max_length = 64, pattern = "^[^@]+$", example = "ada17")]
    pub username: Option<String>,
    /// When their profile or their credentials last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<StudentLogin> for StudentLoginView {
    fn from(login: StudentLogin) -> Self {
        Self {
            id: login.id,
            username: login.username,
            updated_at: login.updated_at,
        }
    }
}

/// A student of a school, as far as it takes to place them in a class.
#[derive(Serialize, ToSchema)]
pub struct SchoolStudentView {
    /// Their id.
    pub id: UserId,
    /// The display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// Their grade level.
    pub grade_level: Option<GradeLevel>,
    /// Whether they are in an open class of the school now.
    pub is_in_a_class: bool,
}

impl From<SchoolStudent> for SchoolStudentView {
    fn from(student: SchoolStudent) -> Self {
        Self {
            id: student.id,
            display_name: student.display_name,
            grade_level: student.grade_level,
            is_in_a_class: student.tie == SchoolTie::Present,
        }
    }
}

/// What a student signs in with. The passphrase is shown this once.
#[derive(Serialize, ToSchema)]
pub struct StudentCredential {
    /// The student.
    pub student_id: UserId,
    /// The display name of the student.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// The code of the class.
    #[schema(max_length = 8, pattern = "^[0-9A-Z]{8}$", example = "CDFG2345")]
    pub sign_in_code: String,
    /// The student's username.
    #[schema(max_length = 64, pattern = "^[^@]+$", example = "ada17")]
    pub username: String,
    /// The student's new passphrase: three words.
    #[schema(
        max_length = 23,
        pattern = "^[a-z]+ [a-z]+ [a-z]+$",
        example = "copper acorn dune"
    )]
    pub passphrase: String,
}

impl StudentCredential {
    /// What was issued, with the passphrase.
    pub fn of(issued: IssuedCredential, passphrase: &str) -> Self {
        Self {
            student_id: issued.student,
            display_name: issued.display_name,
            sign_in_code: issued.sign_in_code,
            username: issued.username,
            passphrase: passphrase.to_owned(),
        }
    }
}

/// What students sign in with, to be printed and cut into slips.
#[derive(Serialize, ToSchema)]
pub struct StudentCredentials {
    /// One for each student.
    #[schema(max_items = 60)]
    pub students: Vec<StudentCredential>,
}

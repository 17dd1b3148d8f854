//! Those who teach a class, as staff and as students see them.

use chrono::{DateTime, Utc};
use domain::classes::class_role::ClassRole;
use persistence::classes::staff::{StaffMember, TeacherName};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::{Uuid, uuid};

use crate::{
    openapi::{Example, instant},
    wire::ClassRoleWord,
};

/// Somebody's work in a class, as staff see it.
#[derive(Serialize, ToSchema)]
#[schema(example = ClassStaffView::example)]
pub struct ClassStaffView {
    /// The id of the work.
    pub id: Uuid,
    /// The person.
    pub user_id: Uuid,
    /// How others see the person.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$", example = "Ms. Rivera")]
    pub display_name: String,
    /// The part that the person plays.
    pub role: ClassRoleWord,
    /// Since when.
    pub begins_at: DateTime<Utc>,
    /// Until when, if it ends before the class does.
    pub ends_at: Option<DateTime<Utc>>,
}

impl From<StaffMember> for ClassStaffView {
    fn from(member: StaffMember) -> Self {
        Self {
            id: member.assignment.uuid(),
            user_id: member.person.uuid(),
            display_name: member.display_name,
            role: ClassRoleWord(member.role),
            begins_at: member.begins_at,
            ends_at: member.ends_at,
        }
    }
}

/// A teacher, as students see one.
#[derive(Serialize, ToSchema)]
#[schema(example = TeacherNameView::example)]
pub struct TeacherNameView {
    /// How others see the teacher.
    #[schema(max_length = 120, pattern = r"^\S(.*\S)?$", example = "Ms. Rivera")]
    pub display_name: String,
}

impl From<TeacherName> for TeacherNameView {
    fn from(teacher: TeacherName) -> Self {
        Self {
            display_name: teacher.display_name,
        }
    }
}

impl Example for ClassStaffView {
    fn example() -> Self {
        Self {
            id: uuid!("01996b3c-7a00-7000-8000-000000000005"),
            user_id: uuid!("01996b3c-7a00-7000-8000-000000000006"),
            display_name: "Ms. Chen".to_owned(),
            role: ClassRoleWord(ClassRole::CoTeacher),
            begins_at: instant("2026-09-01T13:05:00Z"),
            ends_at: Some(instant("2026-12-18T08:00:00Z")),
        }
    }
}

impl Example for TeacherNameView {
    fn example() -> Self {
        Self {
            display_name: "Ms. Rivera".to_owned(),
        }
    }
}

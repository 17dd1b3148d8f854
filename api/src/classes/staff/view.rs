//! Those who teach a class, as staff and as students see them.

use chrono::{DateTime, Utc};
use domain::text::DisplayName;
use domain::{
    classes::class_role::ClassRole,
    ids::{TeachingAssignmentId, UserId},
};
use persistence::classes::staff::{StaffMember, TeacherName};
use serde::Serialize;
use utoipa::ToSchema;

/// A staff assignment: the role of a person in a class.
#[derive(Serialize, ToSchema)]
pub struct ClassStaffView {
    /// The id of the work.
    pub id: TeachingAssignmentId,
    /// The person.
    pub user_id: UserId,
    /// The display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// The role in the class.
    pub role: ClassRole,
    /// When it begins.
    pub begins_at: DateTime<Utc>,
    /// When it ends, if that is before access through the class ends.
    pub ends_at: Option<DateTime<Utc>>,
}

impl From<StaffMember> for ClassStaffView {
    fn from(member: StaffMember) -> Self {
        Self {
            id: member.assignment,
            user_id: member.person,
            display_name: member.display_name,
            role: member.role,
            begins_at: member.begins_at,
            ends_at: member.ends_at,
        }
    }
}

/// A teacher, as students see one.
#[derive(Serialize, ToSchema)]
pub struct TeacherNameView {
    /// The display name of the teacher.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
}

same_members!(TeacherName => TeacherNameView { display_name });

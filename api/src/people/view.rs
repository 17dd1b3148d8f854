//! People and their classes, as those see them who have to do with them.

use chrono::{DateTime, Utc};
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    classes::grade_level::GradeLevel,
    ids::{ClassId, SchoolId, UserId},
    text::{ClassTitle, DisplayName},
};
use persistence::{classes::Class, people::Person};
use serde::Serialize;
use utoipa::ToSchema;

/// A person of the district.
#[derive(Serialize, ToSchema)]
pub struct PersonView {
    /// Their id.
    pub id: UserId,
    /// Student or adult.
    pub kind: PersonKind,
    /// The display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// The status of the account.
    pub status: AccountStatus,
}

same_members!(Person => PersonView { id, kind, display_name, status });

/// People of the district.
#[derive(Serialize, ToSchema)]
pub struct PeopleView {
    /// Those of the people asked for whom the caller has to do with, in the order of their ids.
    #[schema(max_items = 100)]
    pub data: Vec<PersonView>,
}

/// A class of a student.
#[derive(Serialize, ToSchema)]
pub struct StudentClassView {
    /// Its id.
    pub id: ClassId,
    /// The school that it belongs to.
    pub school_id: SchoolId,
    /// Its title.
    #[schema(value_type = ClassTitle)]
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
    /// When access through the class ends by itself.
    pub access_ends_at: DateTime<Utc>,
}

same_members!(Class => StudentClassView { id, school_id, title, grade_level, access_ends_at });

//! Who teaches a class, in which part and until when.

mod appoint;
mod end;
mod list;
mod read;
mod update;

use chrono::{DateTime, Utc};
use domain::{
    classes::class_role::ClassRole,
    ids::{TeachingAssignmentId, UserId},
};

pub use appoint::{AppointOutcome, Appointee, NewAppointment, appoint};
pub use end::{EndOutcome, end};
pub(crate) use list::teachers_of;
pub use list::{TeacherName, list, names};
pub use read::{OpensPart, read, show};
pub use update::{UpdateOutcome, update};

/// A staff assignment of a class.
#[derive(Clone, PartialEq, Eq)]
pub struct StaffMember {
    /// The id of the work.
    pub assignment: TeachingAssignmentId,
    /// The person.
    pub person: UserId,
    /// The display name.
    pub display_name: String,
    /// The part.
    pub role: ClassRole,
    /// When it begins.
    pub begins_at: DateTime<Utc>,
    /// When it ends, if that is before access through the class ends.
    pub ends_at: Option<DateTime<Utc>>,
}

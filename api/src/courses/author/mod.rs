//! Courses that staff write for their district.

mod begin;
mod list;
mod publish;
mod revise;
mod show;
mod view;

pub use begin::create_authored_course;
pub use list::list_authored_courses;
pub use publish::publish_course;
pub use revise::write_draft;
pub use show::show_authored_course;

use crate::problem::{ApiError, FieldError, ProblemKind};

/// The refusal of a slug that another course has.
fn slug_taken() -> ApiError {
    ApiError::Fields {
        kind: ProblemKind::AlreadyExists,
        errors: vec![FieldError::new(
            "/slug",
            "taken",
            "another course has this slug",
        )],
    }
}

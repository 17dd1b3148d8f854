//! Terms and school years over HTTP.

mod create;
mod list;
mod show;
mod update;
mod view;

pub use create::create_academic_session;
pub use list::list_academic_sessions;
pub use show::show_academic_session;
pub use update::update_academic_session;
pub use view::AcademicSessionView;

use crate::problem::ApiError;

/// The last day lies before the first.
fn ends_before_it_starts() -> ApiError {
    ApiError::field(
        "/ends_on",
        "too_early",
        "must not be earlier than `starts_on`",
    )
}

//! About the service itself: whether it lives, what it allows, what it can do.

mod document_json;
mod document_yaml;
mod health;
mod limits;
mod readiness;
mod status;
mod version;

use document_json::show_document_json;
use document_yaml::show_document_yaml;
use health::show_health;
pub use limits::LimitsView;
use limits::show_limits;
use readiness::show_readiness;
use status::show_status;
pub use status::{DatabaseEngine, MailState, Readiness, StatusView};
use version::show_version;
pub use version::{VERSION, VersionView};

operations! {
    show_health => Nothing, Nothing, [];
    show_readiness => Nothing, Nothing, [];
    show_limits => Nothing, Nothing, [];
    show_version => Permit(ReadVersion), Nothing, [];
    show_status => Permit(ReadStatus), Nothing, [];
    show_document_json => Nothing, Nothing, [];
    show_document_yaml => Nothing, Nothing, [];
}

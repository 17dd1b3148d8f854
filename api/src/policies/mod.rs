//! The privacy policy: its versions, and who accepted which.

mod accept;
mod announce;
mod list;
mod own;
mod page;
mod published;
mod show;
mod text_query;
mod version_view;

use accept::accept_policy;
pub use announce::announce;
use list::list_policies;
use own::show_my_policies;
pub(crate) use page::{show_policy, show_policy_text};
pub use published::{Policies, Source};
use show::show_policy_version;

operations! {
    list_policies => Nothing, Nothing, [];
    show_policy_version => Nothing, Nothing, [];
    show_my_policies => Permit(ReadOwnPolicies), Nothing, [Authorization];
    accept_policy => Permit(AcceptPolicy), Change, [Authorization];
}

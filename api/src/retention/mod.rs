//! How long data is kept, and the runs that end it, over HTTP and by the worker.

mod list;
mod mine;
mod release;
mod run;
mod schedule;
mod view;

use list::list_retention_runs;
use mine::show_my_retention;
use release::release_retention_run;
pub(crate) use run::work;
pub use run::{Preview, perform, plan_all, preview};
use schedule::show_retention_schedule;

operations! {
    show_retention_schedule => Nothing, Nothing, [];
    list_retention_runs => Permit(ManageRetentionRuns), Disclosure, [];
    show_my_retention => Permit(ReadOwnRetention), Nothing, [Progress];
    release_retention_run => Permit(ManageRetentionRuns), Change, [];
}

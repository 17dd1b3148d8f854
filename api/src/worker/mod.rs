//! Work that the service does by itself, beside requests (design §4).

mod jobs_query;
mod list;
mod run;
mod view;

use list::list_jobs;
pub use run::run_due;

operations! {
    list_jobs => Permit(ListJobs), Nothing, [];
}

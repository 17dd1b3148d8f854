//! The retention schedule carried out (RET-02, RET-03, RET-07): a run a day for every tenant.
//!
//! What is due is looked for in transactions that read, so that looking blocks no writer; whoever is to be
//! warned of or ended is judged again, by key and some at a time, in one that writes.

mod begin;
mod end;
mod facts;
mod judge;
mod learning;
mod run;
mod runs;
mod survey;
mod tell;
mod warn;

pub use begin::{RunWanted, plan, wanted};
pub use end::end;
pub use judge::Judged;
pub use learning::{AnnouncedEnd, DueRecords, carry_out, due_records, mine, tell_schools};
pub use run::{RetentionRun, RunCounts, finish, read_run, run_of, settle};
pub use runs::{ReleaseOutcome, list, release};
pub use survey::{Survey, active, survey};
pub use tell::tell;
pub use warn::warn;

//! Requests about one's data (RTS-01 to RTS-04), erasure with a plan, a way back and a receipt (RET-04,
//! RET-06), and questions about privacy without an account.
//!
//! A request is a row of the tenant whose person it is about. Those that operators decide about stand in
//! an inbox of the platform too, which says in which tenant they are: an operator sees what is asked and
//! by when, and not about whom.

mod clock;
mod decide;
mod enquiries;
mod entitled;
pub mod erasure;
mod file;
mod inbox;
mod inspect;
mod lift;
mod list;
mod parents_copy;
mod restrictions;
mod row;
mod subject;
pub mod suppressions;

pub use clock::{ClockOutcome, extend, pause, resume};
pub use decide::{DecideOutcome, Decision, complete, decide, inspect};
pub use enquiries::{Enquiry, EnquiryFiled, NewEnquiry, close, enquiries, file_enquiry};
pub(crate) use enquiries::{forget_closed, forget_enquirer, long_closed};
pub(crate) use erasure::{
    BLOCKED_FOR, blocked, blockers, close_adult, hidden, is_blocked, is_hidden, is_sought,
};
pub use file::{FileOutcome, NewRequest, file};
pub use inspect::ask_for_explanation;
pub use lift::{LiftOutcome, lift};
pub use list::{list, read};
pub(crate) use parents_copy::parent_may_take_copy;
pub use restrictions::Restriction;
pub(crate) use restrictions::{hand_back, hand_over, is_restricted, restricted};
pub use row::{RightsRequest, ShownRequest};

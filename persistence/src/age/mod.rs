//! How old students are, as far as it is known (AGE-01…17): evidence, contradictions, corrections and
//! the ages that are reached.
//!
//! Every decision asks `person::of_person`: it reads the evidence that is held and judges it by the
//! day of the place where the student is.

mod audience;
mod correction;
mod gate;
mod ground;
mod majority;
mod milestones;
mod notices;
mod person;
mod review;
mod show;
mod signal;
mod standing;
mod statements;

pub use audience::{audience, set_audience};
pub(crate) use correction::is_suspended;
pub use correction::settle;
pub(crate) use correction::settle_all;
pub use gate::{Gate, answer_gate};
pub(crate) use majority::{is_known_child, majority, majority_on, withheld_from};
pub use milestones::reach;
pub(crate) use person::band_of;
pub use review::{AgeReview, DecisionRefusal, decide, reviews};
pub use show::{AgeStatement, ChangesAge, OwnAge, ReachedMilestone, StudentAge, own, read, show};
pub use signal::report;
pub(crate) use standing::{AgeStanding, is_covered, parent_looks, standing_of};
pub(crate) use statements::{NewStatement, state};
pub use statements::{NotAuthorized, Stated, record};

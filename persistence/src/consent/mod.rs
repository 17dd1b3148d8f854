//! Verifiable parental consent (VPC-01…12): asking, answering, the work that follows, and the end.
//!
//! A question is a row until it is decided. What was agreed to is a row of its own that nobody changes
//! and that is not deleted with the child: evidence, by ids and words.

mod answer;
mod ask;
mod erased;
pub mod forms;
mod in_force;
mod list;
mod revoke;
mod scopes;
mod withdraw;
mod work;

pub use answer::{Answer, Notice, decide, notice};
pub use ask::{AskRefusal, Question, RenderedNotice, ask};
pub(crate) use erased::end_for_erased;
pub(crate) use in_force::{active, of_child};
pub use list::{ConsentRequest, GivenConsent, consents, requests};
pub(crate) use revoke::end_unreachable;
pub use revoke::revoke;
pub use withdraw::{HeldData, WithdrawOutcome, Withdrawal, withdraw};
pub(crate) use work::forget_name;
pub use work::{Links, confirm, lapse, remind};

use crate::keys::SealContext;

/// Where the name of a child stands whose parent is asked.
const CHILD_NAME: SealContext = SealContext::of("consent_requests", "child_name");
/// Where the notice stands as it was served.
const NOTICE: SealContext = SealContext::of("consent_requests", "notice");

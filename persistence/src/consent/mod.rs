//! Verifiable parental consent (VPC-01…12): asking, answering, the work that follows, and the end.
//!
//! A question is a row until it is decided. What was agreed to is a row of its own that nobody changes
//! and that is not deleted with the child: evidence, by ids and words.

mod activate;
mod answer;
mod ask;
mod ends;
mod erased;
pub mod forms;
mod in_force;
mod links;
mod list;
mod question;
mod renew;
mod revoke;
mod scopes;
mod take_back;
mod withdraw;
mod work;

pub use answer::{Answer, AskedAbout, ChildsWord, Decided, Notice, decide, notice};
pub use ask::ask;
pub(crate) use erased::{end_for_erased, end_of_parent};
pub(crate) use in_force::{active, of_child};
pub use links::Links;
pub use list::{ConsentRequest, GivenConsent, consents, requests};
pub use question::{AskRefusal, Question, RenderedNotice};
pub(crate) use question::{forget_name, is_given};
pub use renew::{ChangedConsent, RenewRefusal, Renewal, is_outdated, renew, renew_outdated};
pub(crate) use revoke::end_unreachable;
pub use revoke::revoke;
pub use take_back::take_back;
pub use withdraw::{HeldData, WithdrawOutcome, Withdrawal, withdraw};
pub use work::{confirm, lapse, remind};

use crate::keys::SealContext;

/// Where the name of a child stands whose parent is asked.
const CHILD_NAME: SealContext = SealContext::of("consent_requests", "child_name");
/// Where the notice stands as it was served.
const NOTICE: SealContext = SealContext::of("consent_requests", "notice");

//! What people chose of their settings, and changes that wait (RTS-05).
//!
//! `facts` reads everything that a decision depends on, at each one anew; the rules are in
//! `domain::settings`. Flows that a setting switches ask `value_of`.

mod change;
mod consent_ended;
mod decide;
mod drafts;
mod end;
mod facts;
mod ground;
mod hand_over;
mod list;
mod outgrown;
mod row;
mod show;
mod standing;
mod tell;
mod values;
mod write;

pub use change::{ChangeOutcome, ask, change_of_student};
pub(crate) use consent_ended::consent_ended;
pub use decide::{DecideOutcome, decide, withdraw};
pub use drafts::delete_drafts;
pub(crate) use end::close_outgrown;
pub use end::lapse;
pub(crate) use ground::covers_suggestions;
pub(crate) use hand_over::hand_over;
pub use list::{changes_of_student, own_changes, waiting_for_school};
pub use outgrown::end_parents_choice;
pub use row::SettingChange;
pub(crate) use show::settings_in_record;
pub use show::{OwnSetting, of_student, own};
pub(crate) use tell::still_asks;
pub(crate) use values::{is_switched_off, language_of, value_of};

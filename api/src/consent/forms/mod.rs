//! Signed forms over HTTP: sent back by a parent, looked at by operators.

mod decide;
mod list;
mod returned;
mod show;

pub(super) use decide::decide_consent_form;
pub(super) use list::list_consent_forms;
pub(super) use returned::return_consent_form;
pub(super) use show::show_consent_form;

//! What an operation declares to leave in the log is what it leaves. Generated from the list of
//! operations, whose declarations auditors read in the API document.

use api::operations::{AuditEffect, Requires};
use domain::text_enum::TextEnum as _;
use tests::{
    document::operations,
    on_each_backend,
    rows::Rows,
    samples::{self, Fixture, Request},
};

on_each_backend! {
    async fn every_operation_leaves_in_the_log_what_it_declares(school: TestApp) {
        let mut rows = Rows::of(&school);
        let mut wrong = Vec::new();
        for (number, operation) in operations().into_iter().enumerate() {
            let (Some(declared), Some(sample)) =
                (api::routes::operation(operation.id()), samples::of(operation.id()))
            else {
                wrong.push(format!("{}: not declared, or no sample", operation.id()));
                continue;
            };
            let mut stage = Fixture::set(&school, number).await;
            let request = Request::prepare(operation, sample, &mut stage).await;
            let before = rows.values(EVENTS).len();
            request.send(&stage.who(sample.by), &request.path).await;
            let left = rows.values(EVENTS).split_off(before);
            let as_declared = match (declared.leaves, declared.needs) {
                (AuditEffect::Nothing, _) => left.is_empty(),
                // What happens to an account has names of its own.
                (AuditEffect::Change | AuditEffect::Disclosure, Requires::Nothing) => !left.is_empty(),
                (AuditEffect::Change | AuditEffect::Disclosure, Requires::Permit(action)) => {
                    left.contains(&format!("{} done", action.as_str()))
                }
            };
            if !as_declared {
                wrong.push(format!("{}: {:?} left {left:?}", operation.id(), declared.leaves));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// The events of all organizations, oldest first: ids begin with the instant.
#[cfg(test)]
const EVENTS: &str = "SELECT happening || ' ' || outcome AS value FROM audit_events ORDER BY id";

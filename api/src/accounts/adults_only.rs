//! What only adults do to their own account. A pupil's names and passphrase are their school's to
//! change (SEC-07, SEC-08).

use domain::access::{Action, Denial, Permit, Refusal, Subject};

/// The refusal that a pupil gets.
pub(super) fn refuse<A: Action>(permit: &Permit<A>) -> Refusal {
    Refusal {
        actor: permit.actor(),
        action: A::KIND,
        subject: permit.subject().reference(),
        denial: Denial::Forbidden,
    }
}

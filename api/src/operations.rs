//! The list of operations (invariant 8): what each needs and touches, stated once, beside its route.
//!
//! A module declares its operations with `operations!`; from that come its routes, its part of the
//! document with the fields for auditors, and the tests that refuse strangers.

use domain::{access::ActionKind, category::Category};

/// What a caller needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requires {
    /// Nothing: the operation is public.
    Nothing,
    /// A permit for this action.
    Permit(ActionKind),
}

/// What an operation leaves in the audit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditEffect {
    /// An event for the change that it makes.
    Change,
    /// An event for what it shows of other people.
    Disclosure,
    /// Nothing: it shows data of the caller, or no personal data.
    Nothing,
}

/// An operation, as the policy and the auditors see it.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The operation's id in the document: the name of its handler.
    pub id: &'static str,
    /// What a caller needs.
    pub needs: Requires,
    /// What it leaves in the audit log.
    pub leaves: AuditEffect,
    /// The categories of personal data that it touches.
    pub categories: &'static [Category],
}

/// Declares a module's operations: handler, what it needs, what it leaves, what data it touches.
macro_rules! operations {
    ( $( $handler:path as $id:literal => $needs:ident $(($action:ident))?, $leaves:ident, [$($category:ident),*]; )+ ) => {
        /// The module's operations.
        pub const OPERATIONS: &[$crate::operations::Operation] = &[ $(
            $crate::operations::Operation {
                id: $id,
                needs: $crate::operations::Requires::$needs $((domain::access::ActionKind::$action))?,
                leaves: $crate::operations::AuditEffect::$leaves,
                categories: &[ $( domain::category::Category::$category ),* ],
            }
        ),+ ];

        /// Mounts the module's operations.
        pub fn mount(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
            config $( .service($handler) )+ ;
        }
    };
}

//! How actions are declared: each as a type, and all of them as values.

use super::ActionKind;
use crate::access::subject::Subject;

pub(super) mod sealed {
    /// Names the actions of the list, so that no other crate adds one.
    pub trait Sealed {}
}

/// An action as a type, so that a permit for one cannot be used for another. The actions are those
/// of the list:
///
/// ```compile_fail,E0277
/// use domain::{access::{Action, ActionKind}, ids::ClassId};
///
/// enum ReadWhatILike {}
///
/// impl Action for ReadWhatILike {
///     const KIND: ActionKind = ActionKind::ReadClass;
///     type Subject = ClassId;
/// }
/// ```
pub trait Action: sealed::Sealed {
    /// The action as a value.
    const KIND: ActionKind;
    /// What the action is done to.
    type Subject: Subject;
}

/// Declares actions: the type, its written form and its subject.
macro_rules! actions {
    ( $( $( #[$($meta:tt)+] )* $action:ident($subject:ty) = $text:literal ),+ $(,)? ) => {
        crate::text_enum! {
            /// An action as a value: what the policy, the audit log and the API document name.
            pub enum ActionKind { $( $( #[$($meta)+] )* $action = $text ),+ }
        }
        $(
            $( #[$($meta)+] )*
            #[derive(Debug)]
            pub enum $action {}

            impl declare::sealed::Sealed for $action {}

            impl Action for $action {
                const KIND: ActionKind = ActionKind::$action;
                type Subject = $subject;
            }
        )+
    };
}

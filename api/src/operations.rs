//! The list of operations (invariant 8): what each needs and touches, stated once.
//!
//! A module declares its operations with `operations!`; from that come its routes, the methods that
//! an address knows, the limits, its part of the document with headers and the fields for auditors,
//! and the tests that refuse strangers. Method and address stand at the handler and are read there.

use actix_web::http::Method;
use domain::{access::ActionKind, category::Category};
use utoipa::{
    __dev::SchemaReferences,
    Path,
    openapi::{RefOr, Schema, path::HttpMethod},
};

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

/// What becomes of a request that is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// It has one effect and one answer under an `Idempotency-Key`.
    Keyed,
    /// It is carried out again, which is what a client expects: it reads, it sets what is set, or it
    /// tries a secret.
    Repeated,
}

/// An operation, as routes, limits, the policy and the auditors see it. Method and address are those
/// of its handler.
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
    repeated: Option<Repetition>,
    method: fn() -> Method,
    path: fn() -> String,
    schemas: fn() -> Vec<Named>,
}

/// A type of the document, by its name in Rust.
pub type Named = (String, RefOr<Schema>);

impl Operation {
    /// Describes the operation of a handler. What becomes of a repeated request is said only where it
    /// does not follow from the method.
    pub(crate) const fn of<Handler: Path + SchemaReferences>(
        id: &'static str,
        needs: Requires,
        leaves: AuditEffect,
        categories: &'static [Category],
        repeated: Option<Repetition>,
    ) -> Self {
        Self {
            id,
            needs,
            leaves,
            categories,
            repeated,
            method: method::<Handler>,
            path: Handler::path,
            schemas: schemas::<Handler>,
        }
    }

    /// The types that its bodies lead to, each as often as it is met.
    pub fn schemas(&self) -> Vec<Named> {
        (self.schemas)()
    }

    /// Its method.
    pub fn method(&self) -> Method {
        (self.method)()
    }

    /// The template of its address: `/v1/classes/{class_id}`.
    pub fn path(&self) -> String {
        (self.path)()
    }

    /// What becomes of a repeated request: a caller's `POST` creates something.
    pub fn repetition(&self) -> Repetition {
        self.repeated.unwrap_or(match self.needs {
            Requires::Permit(_) if self.method() == Method::POST => Repetition::Keyed,
            Requires::Permit(_) | Requires::Nothing => Repetition::Repeated,
        })
    }
}

/// The types that the bodies of a handler lead to.
fn schemas<Handler: SchemaReferences>() -> Vec<Named> {
    let mut named = Vec::new();
    Handler::schemas(&mut named);
    named
}

/// The method of a handler.
fn method<Handler: Path>() -> Method {
    match Handler::methods().first() {
        Some(HttpMethod::Post) => Method::POST,
        Some(HttpMethod::Put) => Method::PUT,
        Some(HttpMethod::Patch) => Method::PATCH,
        Some(HttpMethod::Delete) => Method::DELETE,
        _ => Method::GET,
    }
}

/// Declares a module's operations: handler, what it needs, what it leaves, what data it touches, and
/// what becomes of a repeated request if that does not follow from its method.
macro_rules! operations {
    ( $( $handler:ident => $needs:ident $(($action:ident))?, $leaves:ident, [$($category:ident),*] $(, $repeated:ident)?; )+ ) => {
        /// The module's operations.
        pub const OPERATIONS: &[$crate::operations::Operation] = &[ $(
            $crate::operations::Operation::of::<$handler>(
                stringify!($handler),
                $crate::operations::Requires::$needs $((domain::access::ActionKind::$action))?,
                $crate::operations::AuditEffect::$leaves,
                &[ $( domain::category::Category::$category ),* ],
                operations!(@repeated $($repeated)?),
            )
        ),+ ];

        /// Mounts the module's operations.
        pub fn mount(config: &mut utoipa_actix_web::service_config::ServiceConfig<'_>) {
            config $( .service($handler) )+ ;
        }
    };
    (@repeated) => { None };
    (@repeated $repeated:ident) => { Some($crate::operations::Repetition::$repeated) };
}

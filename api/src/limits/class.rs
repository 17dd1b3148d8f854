//! Which budgets an operation counts against.

use actix_web::http::Method;
use domain::access::ActionKind;

use crate::operations::{Operation, Requires};

domain::text_enum! {
    /// A class of operations that share budgets: `x-rate-class` in the document.
    pub enum RateClass {
        /// The caller's and the address's general budgets only.
        Requests = "requests",
        /// Also the address's budget of attempts to sign in: everything that tries a secret without
        /// an access token.
        SignIns = "sign_ins",
        /// Also the address's budget of join codes tried.
        JoinCodes = "join_codes",
    }
}

impl RateClass {
    /// The class of an operation. Who changes something without an access token tries a secret: that
    /// is the only other way in.
    pub fn of(operation: &Operation) -> Self {
        match operation.needs {
            Requires::Permit(ActionKind::JoinClass) => Self::JoinCodes,
            Requires::Nothing if operation.method() != Method::GET => Self::SignIns,
            Requires::Permit(_) | Requires::Nothing => Self::Requests,
        }
    }

    /// The same word.
    pub fn as_str(self) -> &'static str {
        domain::text_enum::TextEnum::as_str(self)
    }
}

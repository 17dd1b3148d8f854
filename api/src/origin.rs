//! Which request a transaction runs for, and where that came from.

use domain::audit::Source;
use uuid::Uuid;

use crate::caller::Caller;

/// The request of a transaction. Work that nobody sent over the network has no source.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The request's id.
    pub request: Uuid,
    /// Where it came from.
    pub source: Option<Source>,
}

impl From<Uuid> for Origin {
    fn from(request: Uuid) -> Self {
        Self {
            request,
            source: None,
        }
    }
}

impl From<&Caller> for Origin {
    fn from(caller: &Caller) -> Self {
        Self {
            request: caller.request(),
            source: Some(caller.source()),
        }
    }
}

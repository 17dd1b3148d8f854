//! Which request a transaction runs for, and where that came from.

use domain::audit::{Channel, Source};
use uuid::Uuid;

use crate::caller::Caller;

/// The request of a transaction. Work that was not sent over the network has no source.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The request's id.
    pub request: Uuid,
    /// By which way it reached the service.
    pub channel: Channel,
    /// Where it came from.
    pub source: Option<Source>,
}

impl Origin {
    /// A request over HTTP from this source.
    pub fn api(request: Uuid, source: Option<Source>) -> Self {
        Self {
            request,
            channel: Channel::Api,
            source,
        }
    }

    /// A command.
    pub fn command_line(request: Uuid) -> Self {
        Self {
            request,
            channel: Channel::CommandLine,
            source: None,
        }
    }

    /// Work that the service does by itself.
    pub fn worker(request: Uuid) -> Self {
        Self {
            request,
            channel: Channel::Worker,
            source: None,
        }
    }
}

impl From<&Caller> for Origin {
    fn from(caller: &Caller) -> Self {
        Self::api(caller.request(), Some(caller.source()))
    }
}

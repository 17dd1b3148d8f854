//! Who asks for an import, over HTTP or at the command line.

use domain::access::Actor;
use persistence::Tx;
use uuid::Uuid;

use crate::{app::Hallpass, caller::Caller, problem::ApiError};

/// Who asks for an import.
#[derive(Clone, Copy, Debug)]
pub enum Requester {
    /// A caller with an access token.
    Api(Caller),
    /// A command, on behalf of this account.
    CommandLine {
        /// The person, whose rights count.
        actor: Actor,
        /// The id under which the audit log has it.
        request: Uuid,
    },
}

impl Requester {
    /// Runs an operation that reads.
    pub(crate) async fn read<T, F>(&self, hallpass: &Hallpass, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, Actor) -> Result<T, ApiError> + Send + 'static,
    {
        match *self {
            Self::Api(caller) => hallpass.read(&caller, operation).await,
            Self::CommandLine { actor, request } => {
                let operation = move |tx: &mut Tx<'_>| operation(tx, actor);
                hallpass
                    .read_in(actor.organization, request, operation)
                    .await
            }
        }
    }

    /// Runs an operation that writes.
    pub(super) async fn write<T, F>(&self, hallpass: &Hallpass, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, Actor) -> Result<T, ApiError> + Send + 'static,
    {
        match *self {
            Self::Api(caller) => hallpass.write(&caller, operation).await,
            Self::CommandLine { actor, request } => {
                let operation = move |tx: &mut Tx<'_>| operation(tx, actor);
                hallpass
                    .write_in(actor.organization, request, operation)
                    .await
            }
        }
    }
}

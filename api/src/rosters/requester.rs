//! Who asks for an import, over HTTP or at the command line.

use domain::ids::{OrganizationId, UserId};
use persistence::{
    Mode, Tx,
    access::{Actor, Installation},
};
use uuid::Uuid;

use super::import::Errand;
use crate::{app::Hallpass, caller::Caller, origin::Origin, problem::ApiError};

/// Who asks for an import.
#[derive(Clone, Copy, Debug)]
pub enum Requester {
    /// A caller with an access token.
    Api(Caller),
    /// A command, on behalf of this account, whose rights count.
    CommandLine {
        /// The installation, whose operator runs the command.
        by: Installation,
        /// The person.
        person: UserId,
        /// The person's organization.
        organization: OrganizationId,
        /// The id under which the audit log has it.
        request: Uuid,
    },
}

impl Requester {
    /// On what they ask for, as far as it has to be done to its end without them.
    pub(super) fn beyond_session(&self) -> Errand {
        match *self {
            Self::Api(caller) => Errand {
                organization: caller.bearer().organization,
                origin: (&caller).into(),
            },
            Self::CommandLine {
                organization,
                request,
                ..
            } => Errand {
                organization,
                origin: Origin::command_line(request),
            },
        }
    }

    /// Runs an operation that reads.
    pub(crate) async fn read<T, F>(&self, hallpass: &Hallpass, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        self.run(Mode::Read, hallpass, operation).await
    }

    /// Runs an operation that writes.
    pub(super) async fn write<T, F>(&self, hallpass: &Hallpass, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        self.run(Mode::Write, hallpass, operation).await
    }

    async fn run<T, F>(&self, mode: Mode, hallpass: &Hallpass, operation: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>) -> Result<T, ApiError> + Send + 'static,
    {
        match *self {
            Self::Api(caller) => hallpass.run(mode, &caller, operation).await,
            Self::CommandLine {
                by,
                person,
                organization,
                request,
            } => {
                let person = (person, organization);
                hallpass
                    .run_on_behalf(by, mode, person, request, operation)
                    .await
            }
        }
    }
}

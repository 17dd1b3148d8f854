//! Who asks for a hash: by what hashes take turns.

use domain::{audit::TruncatedAddress, ids::OrganizationId};

use super::turns::{Lane, Turn};
use crate::{
    accounts::access_token::Bearer,
    caller::Caller,
    limits::{ClaimedAccount, RateLimits},
};

/// Who asks for a hash.
#[derive(Clone, Copy, Debug)]
pub enum Asker {
    /// Somebody who wants to sign in. Only the network is certain: whom they are, and where, they
    /// merely say.
    SignIn {
        /// The network.
        network: TruncatedAddress,
        /// The organization that they name.
        organization: OrganizationId,
        /// The account that they name.
        account: ClaimedAccount,
        /// How the network stands.
        reputation: AccountReputation,
    },
    /// Somebody who sets secrets, of their own or of others.
    NewSecret {
        /// Their organization.
        organization: OrganizationId,
        /// They.
        author: ClaimedAccount,
    },
}

/// How the network of an attempt stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountReputation {
    /// A person got in from there within the last months, or it is tried from inside a class.
    Known,
    /// No one did.
    Stranger,
}

/// By what hashes take turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Share {
    Network(TruncatedAddress),
    Organization(Option<TruncatedAddress>, OrganizationId),
    /// A name at a network, so that nobody elsewhere is in its owner's way.
    Account(Option<TruncatedAddress>, ClaimedAccount),
}

impl Asker {
    /// A signed-in caller who sets secrets.
    pub fn caller(caller: &Caller, limits: &RateLimits) -> Self {
        let Bearer {
            organization, user, ..
        } = caller.bearer();
        Self::author(organization, &user.uuid().to_string(), limits)
    }

    /// Whoever this text names, who sets a secret in an organization.
    pub fn author(organization: OrganizationId, author: &str, limits: &RateLimits) -> Self {
        Self::NewSecret {
            organization,
            author: limits.failing().claimed(&["author", author]),
        }
    }

    pub(super) fn turn(self) -> Turn<Share> {
        match self {
            Self::SignIn {
                network,
                organization,
                account,
                reputation,
            } => Turn {
                lane: match reputation {
                    AccountReputation::Known => Lane::Known,
                    AccountReputation::Stranger => Lane::Strangers,
                },
                outer: Share::Network(network),
                inner: Share::Organization(Some(network), organization),
                single: Share::Account(Some(network), account),
            },
            Self::NewSecret {
                organization,
                author,
            } => Turn {
                lane: Lane::NewSecrets,
                outer: Share::Organization(None, organization),
                inner: Share::Account(None, author),
                single: Share::Account(None, author),
            },
        }
    }
}

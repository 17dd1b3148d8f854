//! The end of a consent, or of scopes of it. It is written once and says why.

use std::collections::BTreeSet;

use diesel::prelude::*;
use domain::{
    consent::{coverage::ScopeEnd, scope::ConsentScope},
    ids::{ConsentId, UserId},
};

use crate::{database::Tx, error::DbError, schema::consent_ends, sql_types::bind_instant};

domain::text_enum! {
    /// Why a consent ended.
    pub(crate) enum EndReason {
        /// The parent took it back.
        Withdrawn = "withdrawn",
        /// A later consent took its place.
        Superseded = "superseded",
        /// Nobody opened the account.
        NotUsed = "not_used",
        /// It was not the parent who gave it.
        NotMe = "not_me",
        /// Nobody was reached by the message that confirms it.
        Unreachable = "unreachable",
    }
}

impl EndReason {
    /// How a scope ended that covered something until then; `None` of one that never did, since nobody who
    /// could had agreed to it.
    pub(super) const fn end(self) -> Option<ScopeEnd> {
        match self {
            Self::Superseded => Some(ScopeEnd::Superseded),
            Self::Withdrawn | Self::NotUsed => Some(ScopeEnd::TakenBack),
            Self::NotMe | Self::Unreachable => None,
        }
    }
}

/// Writes the end of scopes of a consent.
pub(super) fn end(
    tx: &mut Tx<'_>,
    consent: ConsentId,
    ends: &BTreeSet<ConsentScope>,
    reason: EndReason,
    by: Option<UserId>,
) -> Result<(), DbError> {
    for scope in ends {
        let row = (
            consent_ends::organization_id.eq(tx.tenant()),
            consent_ends::consent_id.eq(consent),
            consent_ends::scope.eq(*scope),
            consent_ends::reason.eq(reason),
            consent_ends::ended_by.eq(by),
            consent_ends::ended_at.eq(bind_instant(tx.now())),
        );
        diesel::insert_into(consent_ends::table)
            .values(row)
            .execute(tx.conn())?;
    }
    Ok(())
}

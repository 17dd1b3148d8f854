//! Merges as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    accounts::credentials::PersonKind,
    ids::{AccountMergeId, UserId},
    rosters::MergeRefusal,
    text::{FamilyName, GivenName, SourceId},
};
use persistence::rosters::merges::{AccountMerge, LeftAccount, MergeOutcome, MergeProposal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{ApiError, ConflictReason};

/// That one account was merged into another.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AccountMergeView {
    /// Its id.
    pub id: AccountMergeId,
    /// The account that was kept: of the person who had left.
    pub kept_user_id: UserId,
    /// The account that was merged into it and is closed.
    pub merged_user_id: UserId,
    /// The administrator who merged them.
    pub merged_by: UserId,
    /// When.
    pub merged_at: DateTime<Utc>,
    /// The administrator who undid it; `null` while it is in effect.
    pub undone_by: Option<UserId>,
    /// When it was undone.
    pub undone_at: Option<DateTime<Utc>>,
}

impl From<AccountMerge> for AccountMergeView {
    fn from(merge: AccountMerge) -> Self {
        Self {
            id: merge.id,
            kept_user_id: merge.kept_id,
            merged_user_id: merge.merged_id,
            merged_by: merge.merged_by,
            merged_at: merge.merged_at,
            undone_by: merge.undone_by,
            undone_at: merge.undone_at,
        }
    }
}

/// An account that a roster made under a new key, and whose it may be.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MergeProposalView {
    /// The account.
    pub user_id: UserId,
    /// Student or staff.
    pub kind: PersonKind,
    /// Given name.
    #[schema(value_type = GivenName)]
    pub given_name: String,
    /// Family name; `null` for a person who has one name.
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Option<String>,
    /// Its key in rosters.
    #[schema(value_type = SourceId)]
    pub source_id: String,
    /// When the roster made it.
    pub created_at: DateTime<Utc>,
    /// Accounts of people of these names who had left by then.
    #[schema(max_items = 1000)]
    pub candidates: Vec<LeftAccountView>,
}

/// The account of a person who left.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LeftAccountView {
    /// The account.
    pub user_id: UserId,
    /// Its key in rosters.
    #[schema(value_type = SourceId)]
    pub source_id: String,
    /// When the roster stopped naming the person.
    pub left_at: DateTime<Utc>,
}

impl From<LeftAccount> for LeftAccountView {
    fn from(left: LeftAccount) -> Self {
        Self {
            user_id: left.id,
            source_id: left.source_id,
            left_at: left.left_at,
        }
    }
}

impl From<MergeProposal> for MergeProposalView {
    fn from(proposal: MergeProposal) -> Self {
        let candidates = proposal.candidates.into_iter();
        Self {
            user_id: proposal.id,
            kind: proposal.kind,
            given_name: proposal.given_name,
            family_name: crate::views::family_name(proposal.family_name),
            source_id: proposal.source_id,
            created_at: proposal.created_at,
            candidates: candidates.map(LeftAccountView::from).collect(),
        }
    }
}

/// What is answered to an attempt to merge, or to undo it.
pub(super) fn done(outcome: MergeOutcome) -> Result<AccountMergeView, ApiError> {
    match outcome {
        MergeOutcome::Done(merge) => Ok(AccountMergeView::from(merge)),
        MergeOutcome::Unknown => Err(ApiError::NOT_FOUND),
        MergeOutcome::NoAccount(_) => Err(ApiError::Conflict(ConflictReason::NoSuchAccount)),
        MergeOutcome::Refused(refusal) => Err(ApiError::Conflict(reason(refusal))),
    }
}

/// Why it is not done.
const fn reason(refusal: MergeRefusal) -> ConflictReason {
    match refusal {
        MergeRefusal::Own => ConflictReason::OwnAccount,
        MergeRefusal::KindsDiffer => ConflictReason::KindsDiffer,
        MergeRefusal::NotLeft => ConflictReason::NotLeft,
        MergeRefusal::NotNamed => ConflictReason::NotInRoster,
        MergeRefusal::HasWork => ConflictReason::HasOwnWork,
        MergeRefusal::Closed => ConflictReason::AccountClosed,
        MergeRefusal::NotTheLast => ConflictReason::NotTheLastMerge,
        MergeRefusal::LoginTaken => ConflictReason::LoginTaken,
    }
}

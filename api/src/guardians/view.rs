//! Guardianships as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    guardians::{
        GuardianEvidence, GuardianKind, GuardianshipEnd, GuardianshipState,
        decision::DecisionRefused, limit::LimitBasis,
    },
    ids::{GuardianLimitId, GuardianshipId, UserId},
    text::{DisplayName, EmailAddress, FamilyName, GivenName},
};
use persistence::guardians::{GuardianLimit, GuardianRecord, OwnGuardianship};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{ApiError, ConflictReason};

/// A guardianship as the school sees it.
#[derive(Serialize, ToSchema)]
pub struct GuardianshipView {
    /// Its id.
    pub id: GuardianshipId,
    /// The account of the guardian.
    pub guardian_id: UserId,
    /// The guardian's given name.
    #[schema(value_type = GivenName)]
    pub given_name: String,
    /// The guardian's family name; `null` for a person who has one name.
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Option<String>,
    /// The guardian's display name.
    #[schema(value_type = DisplayName)]
    pub display_name: String,
    /// The address with which the guardian signs in.
    #[schema(value_type = Option<EmailAddress>)]
    pub email: Option<String>,
    /// What the guardian is to the student.
    pub kind: GuardianKind,
    /// Where it stands. Only a verified one has rights.
    pub state: GuardianshipState,
    /// By what the school verified it.
    pub evidence: Option<GuardianEvidence>,
    /// When the guardian used the code.
    pub claimed_at: DateTime<Utc>,
    /// When it was last decided about.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it ended.
    pub end_reason: Option<GuardianshipEnd>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// What limits or limited the guardian's rights. The guardian does not see it.
    #[schema(max_items = 1000)]
    pub limits: Vec<GuardianLimitView>,
}

impl From<GuardianRecord> for GuardianshipView {
    fn from(record: GuardianRecord) -> Self {
        Self {
            id: record.id,
            guardian_id: record.guardian,
            given_name: record.given_name,
            family_name: crate::views::family_name(record.family_name),
            display_name: record.display_name,
            email: record.email,
            kind: record.kind,
            state: record.state,
            evidence: record.evidence,
            claimed_at: record.claimed_at,
            decided_at: record.decided_at,
            end_reason: record.end_reason,
            ended_at: record.ended_at,
            limits: record.limits.into_iter().map(Into::into).collect(),
        }
    }
}

/// What takes a guardian's rights away for a time.
#[derive(Serialize, ToSchema)]
pub struct GuardianLimitView {
    /// Its id.
    pub id: GuardianLimitId,
    /// On what it rests.
    pub basis: LimitBasis,
    /// From when on it holds.
    pub begins_at: DateTime<Utc>,
    /// When it ends; `null` until it is lifted.
    pub ends_at: Option<DateTime<Utc>>,
}

same_members!(GuardianLimit => GuardianLimitView { id, basis, begins_at, ends_at });

/// A guardianship of the caller.
#[derive(Serialize, ToSchema)]
pub struct MyGuardianshipView {
    /// Its id.
    pub id: GuardianshipId,
    /// The student: their record is under `/v1/students/{student_id}/record`.
    pub student_id: UserId,
    /// The student's display name; `null` while the caller has no rights over the record.
    #[schema(value_type = Option<DisplayName>)]
    pub student_name: Option<String>,
    /// What the caller is to the student.
    pub kind: GuardianKind,
    /// Where it stands, as the caller is told: a claim, wherever the caller has no rights.
    pub state: GuardianshipState,
    /// When the caller used the code.
    pub claimed_at: DateTime<Utc>,
}

impl From<OwnGuardianship> for MyGuardianshipView {
    fn from(own: OwnGuardianship) -> Self {
        Self {
            id: own.id,
            student_id: own.student,
            student_name: own.student_name,
            kind: own.kind,
            state: own.state,
            claimed_at: own.claimed_at,
        }
    }
}

/// Why a decision is not taken.
pub(super) fn refused(refusal: DecisionRefused) -> ApiError {
    ApiError::Conflict(match refusal {
        DecisionRefused::Ended => ConflictReason::GuardianshipEnded,
        DecisionRefused::Own => ConflictReason::OwnGuardianship,
        DecisionRefused::StudentIsAdult => ConflictReason::StudentIsAdult,
        DecisionRefused::Disputed => ConflictReason::GuardianshipDisputed,
        DecisionRefused::LastGuardian => ConflictReason::LastGuardian,
    })
}

//! An amendment as clients see it.

use chrono::{DateTime, Utc};
use domain::{
    amendments::{
        officer::OfficerInterest,
        part::{AmendmentGround, ContestedPart},
        refusal::TransitionRefused,
        state::AmendmentState,
    },
    ids::{AmendmentId, RecordDisclosureId, UserId},
    text::{
        Contention, DecisionReasons, DisagreementStatement, DisplayName, HearingPlace,
        RecipientName,
    },
};
use persistence::amendments::{Amendment, AmendmentOutcome, ContestedNow, Recipient};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// That a family contests a part of a student's record, and how it stands.
#[derive(Serialize, ToSchema)]
pub struct AmendmentView {
    /// Its id.
    pub id: AmendmentId,
    /// Whose record it is.
    pub student_id: UserId,
    /// Who contests it.
    pub requester_id: UserId,
    /// Which part is contested.
    pub part: ContestedPart,
    /// Which class, event or feedback; `null` where there is one of the part only.
    pub item_id: Option<Uuid>,
    /// On which ground.
    pub ground: AmendmentGround,
    /// What the family says.
    #[schema(value_type = Contention)]
    pub contention: String,
    /// Where it stands.
    pub state: AmendmentState,
    /// Whether the part is disputed now. Nothing of the record is destroyed meanwhile.
    pub is_disputed: bool,
    /// Whether the school has not acted in time.
    pub is_overdue: bool,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// By when the school has to act, or how long the family has before the school may close it.
    pub act_by: Option<DateTime<Utc>>,
    /// When the school decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why the school decided so. After a refusal there is a right to a hearing.
    #[schema(value_type = Option<DecisionReasons>)]
    pub reasons: Option<String>,
    /// When the hearing is.
    pub hearing_at: Option<DateTime<Utc>>,
    /// Where the hearing is. The family may be assisted at its own expense, also by a lawyer.
    #[schema(value_type = Option<HearingPlace>)]
    pub hearing_place: Option<String>,
    /// Who conducts the hearing: a person without a direct interest in its outcome.
    pub officer_id: Option<UserId>,
    /// Their display name; `null` of a person who is no longer known.
    #[schema(value_type = Option<DisplayName>)]
    pub officer_name: Option<String>,
    /// When it was written down that the hearing was held.
    pub held_at: Option<DateTime<Utc>>,
    /// When its outcome was written down.
    pub concluded_at: Option<DateTime<Utc>>,
    /// What the hearing found: the evidence and the reasons.
    #[schema(value_type = Option<DecisionReasons>)]
    pub findings: Option<String>,
    /// When the record was corrected.
    pub corrected_at: Option<DateTime<Utc>>,
    /// The statement of disagreement in the record.
    #[schema(value_type = Option<DisagreementStatement>)]
    pub statement: Option<String>,
    /// When it was placed there.
    pub stated_at: Option<DateTime<Utc>>,
    /// When it was over.
    pub closed_at: Option<DateTime<Utc>>,
}

impl From<Amendment> for AmendmentView {
    fn from(amendment: Amendment) -> Self {
        Self {
            id: amendment.id,
            student_id: amendment.student,
            requester_id: amendment.requester,
            part: amendment.part,
            item_id: amendment.item,
            ground: amendment.ground,
            contention: amendment.contention,
            state: amendment.state,
            is_disputed: amendment.is_disputed,
            is_overdue: amendment.is_overdue,
            requested_at: amendment.requested_at,
            act_by: amendment.act_by,
            decided_at: amendment.decided_at,
            reasons: amendment.reasons,
            hearing_at: amendment.hearing_at,
            hearing_place: amendment.hearing_place,
            officer_id: amendment.officer,
            officer_name: amendment.officer_name,
            held_at: amendment.held_at,
            concluded_at: amendment.concluded_at,
            findings: amendment.findings,
            corrected_at: amendment.corrected_at,
            statement: amendment.statement,
            stated_at: amendment.stated_at,
            closed_at: amendment.closed_at,
        }
    }
}

domain::text_enum! {
    /// What a record says of a contested part.
    pub enum ContestedStanding {
        /// It is disputed, and the school has not done with it.
        Disputed = "disputed",
        /// It stays as it is, and the family disagrees.
        Disagreement = "disagreement",
    }
}

/// A part of a record that is disputed, or that stays as it is beside a statement of disagreement.
#[derive(Serialize, ToSchema)]
pub struct ContestedEntryView {
    /// The amendment.
    pub amendment_id: AmendmentId,
    /// Which part.
    pub part: ContestedPart,
    /// Which class, event or feedback; `null` where there is one of the part only.
    pub item_id: Option<Uuid>,
    /// What the record says of it.
    pub standing: ContestedStanding,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The statement of disagreement; `null` while the part is disputed.
    #[schema(value_type = Option<DisagreementStatement>)]
    pub statement: Option<String>,
}

impl From<ContestedNow> for ContestedEntryView {
    fn from(contested: ContestedNow) -> Self {
        Self {
            amendment_id: contested.amendment,
            part: contested.part,
            item_id: contested.item,
            standing: match contested.statement {
                Some(_) => ContestedStanding::Disagreement,
                None => ContestedStanding::Disputed,
            },
            since: contested.since,
            statement: contested.statement,
        }
    }
}

/// Somebody who was given a part of a record before it was corrected.
#[derive(Serialize, ToSchema)]
pub struct CorrectionRecipientView {
    /// The disclosure.
    pub disclosure_id: RecordDisclosureId,
    /// Who was given it.
    #[schema(value_type = RecipientName)]
    pub recipient: String,
    /// When.
    pub disclosed_at: DateTime<Utc>,
    /// When they were told that it was corrected; `null` until they are.
    pub told_at: Option<DateTime<Utc>>,
}

impl From<Recipient> for CorrectionRecipientView {
    fn from(recipient: Recipient) -> Self {
        Self {
            disclosure_id: recipient.disclosure,
            recipient: recipient.recipient,
            disclosed_at: recipient.disclosed_at,
            told_at: recipient.told_at,
        }
    }
}

/// What became of a step, as an answer.
///
/// # Errors
/// Why it does not happen.
pub(super) fn answer(outcome: AmendmentOutcome) -> Result<Answer, ApiError> {
    Err(match outcome {
        AmendmentOutcome::Done(amendment) => {
            return Answer::ok(&AmendmentView::from(*amendment));
        }
        AmendmentOutcome::NoSuchAmendment => ApiError::NOT_FOUND,
        AmendmentOutcome::Refused(refused) => why(refused),
        AmendmentOutcome::Interested(interest) => {
            let message = match interest {
                OfficerInterest::TeachesStudent => "teaches the student",
                OfficerInterest::Decided => "decided about it before",
                OfficerInterest::Family => "is of the student's family",
            };
            ApiError::field("/officer_id", "not_impartial", message)
        }
        AmendmentOutcome::NoSuchOfficer => {
            ApiError::field("/officer_id", "unknown", "does not work in the district")
        }
        AmendmentOutcome::CorrectionMissing => ApiError::field(
            "/correction",
            "required",
            "must say what the record says instead",
        ),
        AmendmentOutcome::CorrectionSuperfluous => ApiError::field(
            "/correction",
            "superfluous",
            "is not one of the contested part",
        ),
    })
}

fn why(refused: TransitionRefused) -> ApiError {
    let conflict = match refused {
        TransitionRefused::TooLittleNotice => {
            return ApiError::field(
                "/hearing_at",
                "too_early",
                "must leave the family seven days of notice",
            );
        }
        TransitionRefused::HearingTooLate => {
            return ApiError::field(
                "/hearing_at",
                "out_of_range",
                "must lie before the hearing is overdue",
            );
        }
        TransitionRefused::Elsewhere | TransitionRefused::NotTheirs => {
            ConflictReason::AmendmentElsewhere
        }
        TransitionRefused::OwnFamily => ConflictReason::OwnFamily,
        TransitionRefused::NotHeldYet => ConflictReason::HearingAhead,
        TransitionRefused::FamilyHasTime => ConflictReason::FamilyHasTime,
    };
    ApiError::Conflict(conflict)
}

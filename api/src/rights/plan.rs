//! `GET /v1/people/{user_id}/erasure-plan`

use actix_web::{
    get,
    web::{Data, Path, Query},
};
use domain::{
    access::DataSubject,
    category::Category,
    ids::UserId,
    rights::erasure::{ErasureBlocker, ErasureFate, ErasureScope, KeptBecause},
};
use persistence::rights::erasure::{self, ErasurePlan, Obstacle, PlanLine};
use serde::Serialize;
use utoipa::ToSchema;

use super::erasure_plan_query::ErasurePlanQuery;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// What becomes of the rows of a category.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasureLineView {
    /// The category.
    pub category: Category,
    /// What becomes of them.
    pub fate: ErasureFate,
    /// Why they stay, or stay without a name; `null` if they are deleted.
    pub because: Option<KeptBecause>,
    /// How many there are.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    pub rows: i64,
}

impl From<PlanLine> for ErasureLineView {
    fn from(line: PlanLine) -> Self {
        Self {
            category: line.category,
            fate: line.fate,
            because: line.because,
            rows: line.rows,
        }
    }
}

domain::text_enum! {
    /// Why the account of an adult cannot be erased yet.
    pub enum ErasureObstacle {
        /// Nobody else administers the school, the district or the platform.
        LastAdministrator = "last_administrator",
        /// The household has accounts of children.
        HouseholdHasChildren = "household_has_children",
    }
}

/// What an erasure would do.
#[derive(Debug, Serialize, ToSchema)]
pub struct ErasurePlanView {
    /// How much would be erased.
    pub scope: ErasureScope,
    /// What would become of the rows of each category. What is empty is left out.
    #[schema(max_items = 100)]
    pub lines: Vec<ErasureLineView>,
    /// What stands against it at this time.
    #[schema(max_items = 8)]
    pub blockers: Vec<ErasureBlocker>,
    /// Why the account cannot be spared yet; `null` if it can.
    pub obstacle: Option<ErasureObstacle>,
}

impl From<ErasurePlan> for ErasurePlanView {
    fn from(plan: ErasurePlan) -> Self {
        Self {
            scope: plan.scope,
            lines: plan.lines.into_iter().map(Into::into).collect(),
            blockers: plan.blockers.into_iter().collect(),
            obstacle: plan.obstacle.map(|obstacle| match obstacle {
                Obstacle::LastAdministrator => ErasureObstacle::LastAdministrator,
                Obstacle::Children => ErasureObstacle::HouseholdHasChildren,
            }),
        }
    }
}

/// Show what an erasure would do
///
/// Counts, by category, what would be deleted, what would stay without a name, and what would stay and
/// why. Nothing is changed. Available to those who may ask for the erasure.
#[utoipa::path(
    tag = "rights",
    params(("user_id" = Uuid, Path, description = "The person"), ErasurePlanQuery),
    responses((status = OK, description = "The plan", body = ErasurePlanView)),
)]
#[get("/v1/people/{user_id}/erasure-plan")]
pub async fn show_erasure_plan(
    caller: Caller,
    person: Path<UserId>,
    query: Query<ErasurePlanQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let person = *person;
    let scope = query.scope.unwrap_or(ErasureScope::Account);
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit(actor, DataSubject { person })?;
            let plan = erasure::plan(tx, &permit, scope)?.ok_or(permit.overruled())?;
            Answer::ok(&ErasurePlanView::from(plan))
        })
        .await
}

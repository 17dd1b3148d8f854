//! `GET /v1/retention`

use actix_web::get;
use domain::{
    category::Category,
    organizations::purpose::Purpose,
    purposes::table,
    retention::{
        rule::RetentionRule,
        schedule::{
            RetentionAction, RetentionState, RetentionTrigger, RetentionWarned, ScheduleRow, Stage,
            Warning, row,
        },
        span::Span,
    },
    text_enum::TextEnum as _,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Answer, problem::ApiError};

/// How long data is kept.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionSchedule {
    /// The rows, in the order of their rules.
    #[schema(max_items = 100)]
    pub rows: Vec<RetentionRow>,
}

/// How long data of one kind is kept, and what ends it.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionRow {
    /// The rule.
    pub rule: RetentionRule,
    /// What is kept.
    #[schema(max_length = 200, pattern = "^[^\\r\\n]+$", example = "Progress")]
    pub data: &'static str,
    /// The categories that it is about; none where it is about nobody.
    #[schema(max_items = 40)]
    pub categories: Vec<Category>,
    /// What it is used for.
    #[schema(max_items = 40)]
    pub purposes: Vec<Purpose>,
    /// Why it is needed that long.
    #[schema(
        max_length = 300,
        pattern = "^[^\\r\\n]+$",
        example = "A learner goes on where they stopped"
    )]
    pub need: &'static str,
    /// What happens to it, the first first; nothing where it is about nobody.
    #[schema(max_items = 10)]
    pub stages: Vec<RetentionStage>,
    /// Who is warned before.
    #[schema(max_items = 10)]
    pub warnings: Vec<RetentionWarning>,
    /// The law that sets or bounds a time; `null` where Hallpass chose it.
    #[schema(max_length = 100, pattern = "^[^\\r\\n]+$", example = "16 CFR 312.10")]
    pub law: Option<&'static str>,
    /// Whether Hallpass carries it out.
    pub state: RetentionState,
}

/// Something that happens to data after a time.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionStage {
    /// From when the time counts.
    pub from: RetentionTrigger,
    /// How long.
    pub after: RetentionPeriod,
    /// The shortest that may be chosen in its place.
    pub shortest: RetentionPeriod,
    /// The longest that may be chosen in its place.
    pub longest: RetentionPeriod,
    /// What happens then.
    pub action: RetentionAction,
}

/// A warning before data ends.
#[derive(Debug, Serialize, ToSchema)]
pub struct RetentionWarning {
    /// Who is warned.
    pub warned: RetentionWarned,
    /// How long before.
    pub before: RetentionPeriod,
}

/// A span of time of one unit (ISO 8601).
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 10, pattern = "^P(T[0-9]+H|[0-9]+[DM])$", example = "P12M")]
pub struct RetentionPeriod(String);

impl From<Span> for RetentionPeriod {
    fn from(span: Span) -> Self {
        Self(span.to_string())
    }
}

impl From<&Stage> for RetentionStage {
    fn from(stage: &Stage) -> Self {
        Self {
            from: stage.from,
            after: stage.after.into(),
            shortest: stage.floor.into(),
            longest: stage.ceiling.into(),
            action: stage.action,
        }
    }
}

impl From<&Warning> for RetentionWarning {
    fn from(warning: &Warning) -> Self {
        Self {
            warned: warning.warned,
            before: Span::Days(warning.days_before).into(),
        }
    }
}

impl From<ScheduleRow> for RetentionRow {
    fn from(row: ScheduleRow) -> Self {
        Self {
            rule: row.rule,
            data: row.data,
            categories: row.categories.to_vec(),
            purposes: table::rows()
                .filter(|purpose| purpose.retention.contains(&row.rule))
                .map(|purpose| purpose.purpose)
                .collect(),
            need: row.need,
            stages: row.stages().iter().map(RetentionStage::from).collect(),
            warnings: row.warnings.iter().map(RetentionWarning::from).collect(),
            law: row.law,
            state: row.state,
        }
    }
}

/// Show how long data is kept
///
/// The retention schedule: for each kind of data why it is needed, from when its time counts, how
/// long it is kept, who is warned, what ends it, and whether Hallpass carries that out. Public.
#[utoipa::path(
    tag = "meta",
    responses((status = OK, description = "The schedule", body = RetentionSchedule)),
)]
#[get("/v1/retention")]
pub async fn show_retention_schedule() -> Result<Answer, ApiError> {
    let schedule = RetentionSchedule {
        rows: RetentionRule::ALL
            .iter()
            .map(|rule| row(*rule).into())
            .collect(),
    };
    Ok(Answer::ok(&schedule)?.public())
}

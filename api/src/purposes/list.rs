//! `GET /v1/purposes`

use actix_web::get;
use domain::{
    accounts::context::AccountContext,
    age::band::AgeBand,
    category::Category,
    organizations::purpose::Purpose,
    purposes::{
        basis::{ProcessingBasis, basis_for},
        prohibited::{ProhibitedPurpose, RequestedPurpose},
        table::{PurposeRow, rows},
    },
    retention::rule::RetentionRule,
    text_enum::TextEnum as _,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::Answer, problem::ApiError};

/// All that personal data is used for, and what it is never used for.
#[derive(Debug, Serialize, ToSchema)]
pub struct PurposesView {
    /// The purposes.
    #[schema(max_items = 100)]
    pub purposes: Vec<PurposeView>,
    /// Uses that no consent and no agreement allows.
    #[schema(max_items = 20)]
    pub prohibited: Vec<ProhibitedPurpose>,
}

/// A purpose.
#[derive(Debug, Serialize, ToSchema)]
pub struct PurposeView {
    /// Its word.
    pub purpose: Purpose,
    /// Its id in the register of purposes.
    #[schema(max_length = 4, pattern = "^P[0-9]+[ab]?$", example = "P2")]
    pub id: &'static str,
    /// Its name.
    #[schema(
        max_length = 200,
        pattern = "^[^\\r\\n]+$",
        example = "Deliver courses"
    )]
    pub name: &'static str,
    /// The categories of personal data that it uses.
    #[schema(max_items = 40)]
    pub categories: Vec<Category>,
    /// The rows of the retention schedule that end what is kept for it.
    #[schema(max_items = 20)]
    pub retention: Vec<RetentionRule>,
    /// The legal basis for a student of a school; `null` if the purpose does not exist for one.
    pub for_students_of_schools: Option<ProcessingBasis>,
    /// The legal basis for a child at home; `null` if the purpose does not exist for one.
    pub for_children_at_home: Option<ProcessingBasis>,
    /// The legal basis for staff and parents; `null` if the purpose does not exist for them.
    pub for_adults: Option<ProcessingBasis>,
}

impl From<PurposeRow> for PurposeView {
    fn from(row: PurposeRow) -> Self {
        let basis =
            |context, band| basis_for(RequestedPurpose::Listed(row.purpose), context, band).ok();
        Self {
            purpose: row.purpose,
            id: row.id,
            name: row.name,
            categories: row.categories.to_vec(),
            retention: row.retention.to_vec(),
            for_students_of_schools: basis(AccountContext::SchoolManaged, AgeBand::Child),
            for_children_at_home: basis(AccountContext::HomeManaged, AgeBand::Child),
            for_adults: basis(AccountContext::Staff, AgeBand::Adult),
        }
    }
}

/// List the purposes of processing
///
/// What personal data is used for: which categories, on which legal basis, and which rows of the
/// retention schedule end it; and what it is never used for. Public.
#[utoipa::path(
    tag = "meta",
    responses((status = OK, description = "The purposes", body = PurposesView)),
)]
#[get("/v1/purposes")]
pub async fn list_purposes() -> Result<Answer, ApiError> {
    let view = PurposesView {
        purposes: rows().map(PurposeView::from).collect(),
        prohibited: ProhibitedPurpose::ALL.to_vec(),
    };
    Ok(Answer::ok(&view)?.public())
}

//! `GET /v1/rosters/imports/{import_id}/findings`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{
    ids::RosterImportId,
    rosters::{Code, Field, Severity},
    text_enum::TextEnum as _,
    wire::Explained as _,
};
use persistence::rosters::{self, FoundRow};
use serde::Serialize;
use utoipa::ToSchema;

use super::findings_query::{FindingsQuery, filters};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page},
    problem::ApiError,
};

/// One thing found in one row, or in many. It says where, never what the cell holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// The file, by its name without `.csv`; `archive` for the archive itself.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$", example = "enrollments")]
    pub file: String,
    /// The row, or the first of several, counted from 1 for the header; `null` for the file as a
    /// whole.
    #[schema(minimum = 1, format = "int32", example = 1_204)]
    pub row: Option<i32>,
    /// The column.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$", example = "userSourcedId")]
    pub field: Option<String>,
    /// What was found, as a stable word.
    pub code: Code,
    /// What was found, as a sentence in English.
    #[schema(
        max_length = 512,
        pattern = r"^[A-Z].*\.$",
        example = "The row points to a row that is not there, or was left out."
    )]
    pub message: String,
    /// What to do about it, as a sentence in English.
    #[schema(
        max_length = 512,
        pattern = r"^[A-Z].*\.$",
        example = "Export the row that is referred to, or correct the key that refers to it."
    )]
    pub advice: String,
    /// How many characters the column takes at most, for `too_long`.
    #[schema(minimum = 1, format = "int32")]
    pub at_most: Option<i32>,
    /// What it means for the row.
    pub severity: Severity,
    /// How often it was found: in how many rows, for the manner in which a whole column is written.
    #[schema(minimum = 1, format = "int64", example = 1)]
    pub times: i64,
}

impl From<FoundRow> for FindingView {
    fn from(found: FoundRow) -> Self {
        let is_too_long = found.code == Code::TooLong;
        let field = found.field.as_deref().filter(|_| is_too_long);
        let at_most = field.and_then(Field::parse).map(Field::at_most);
        Self {
            at_most: at_most.and_then(|most| i32::try_from(most).ok()),
            file: found.file,
            row: found.row,
            field: found.field,
            message: found.code.explanation(),
            advice: found.code.advice().to_owned(),
            code: found.code,
            severity: found.severity,
            times: found.times,
        }
    }
}

/// List the findings of a roster import
///
/// By file and row. A finding that concerns a whole column, such as a status in every row of a bulk
/// file, is reported once with a number. Of the others, at most 10,000 of each kind are kept; the
/// numbers of the import count all.
#[utoipa::path(
    tag = "rosters",
    params(("import_id" = Uuid, Path, description = "The import"), FindingsQuery),
    responses((status = OK, description = "A page of findings", body = Page<FindingView>)),
)]
#[get("/v1/rosters/imports/{import_id}/findings")]
pub async fn list_roster_findings(
    caller: Caller,
    import: Path<RosterImportId>,
    query: Query<FindingsQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let import = *import;
    let findings = query.wanted()?;
    let wanted = hallpass
        .cursors()
        .read_filtered(&request, &query.page(), &filters(&findings))?;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            let found = rosters::findings(tx, &permit, import, &findings, page)?;
            Ok(found.ok_or(ApiError::NOT_FOUND)?.map(FindingView::from))
        })
        .await
}

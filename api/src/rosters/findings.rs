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
use persistence::{
    paging::PageRequest,
    rosters::{self, FindingsWanted, FoundRow},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::findings_query::{FindingsQuery, filters};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, Representation, Spreadsheet},
    problem::ApiError,
};

/// One thing found in one row, or in many. It says where, never what the cell holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FindingView {
    /// The file, by its name without `.csv`; `archive` for the archive itself.
    #[schema(max_length = 64, pattern = "^[A-Za-z]+$", example = "enrollments")]
    pub file: String,
    /// The line in an editor on which the row begins, or the first of several, counted from 1;
    /// `null` for the file as a whole.
    #[schema(minimum = 1, format = "int32", example = 1_204)]
    pub line: Option<i32>,
    /// The key of the row in rosters, if it can be read.
    #[schema(
        max_length = 255,
        pattern = r"^\S(.*\S)?$",
        example = "enrollment-1204"
    )]
    pub source_id: Option<String>,
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
            line: found.line,
            source_id: found.source_id,
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
/// By file and line. A finding that concerns a whole column, such as a status in every row of a bulk
/// file, is reported once with a number. Of the others, at most 10,000 of each kind are kept; the
/// numbers of the import count all. As CSV, all findings that pass the filters come at once.
#[utoipa::path(
    tag = "rosters",
    params(("import_id" = Uuid, Path, description = "The import"), FindingsQuery),
    responses((
        status = OK,
        description = "A page of findings; as CSV, all of them",
        content(
            (Page<FindingView> = "application/json"),
            (String = "text/csv", example = json!(EXAMPLE)),
        ),
    )),
)]
#[get("/v1/rosters/imports/{import_id}/findings")]
pub async fn list_roster_findings(
    caller: Caller,
    import: Path<RosterImportId>,
    query: Query<FindingsQuery>,
    representation: Representation,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let import = *import;
    let findings = query.wanted()?;
    if representation == Representation::Csv {
        return as_table(&hallpass, &caller, import, findings).await;
    }
    let wanted = hallpass
        .cursors()
        .read_filtered(&request, &query.page(), &filters(&findings))?;
    let page = hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, actor.organization())?;
            let found = rosters::findings(tx, &permit, import, &findings, page)?;
            Ok(found.ok_or(ApiError::NOT_FOUND)?.map(FindingView::from))
        })
        .await?;
    Ok(page.negotiated())
}

/// All findings that are wanted, as CSV.
async fn as_table(
    hallpass: &Hallpass,
    caller: &Caller,
    import: RosterImportId,
    wanted: FindingsWanted,
) -> Result<Answer, ApiError> {
    hallpass
        .read(caller, move |tx, actor| {
            let permit = tx.permit(actor, actor.organization())?;
            let mut table = Spreadsheet::of(COLUMNS)?;
            let mut page = PageRequest {
                after: None,
                limit: u16::MAX,
            };
            loop {
                let found = rosters::findings(tx, &permit, import, &wanted, page)?;
                let found = found.ok_or(ApiError::NOT_FOUND)?;
                for row in found.rows {
                    table.row(cells(FindingView::from(row)).iter().map(String::as_str))?;
                }
                page.after = found.next;
                if page.after.is_none() {
                    let table = table.answer("attachment; filename=\"findings.csv\"")?;
                    return Ok(table.negotiated());
                }
            }
        })
        .await
}

const COLUMNS: [&str; 10] = [
    "file",
    "line",
    "source_id",
    "field",
    "code",
    "severity",
    "times",
    "at_most",
    "message",
    "advice",
];

const EXAMPLE: &str = "\u{feff}\"file\",\"line\",\"source_id\",\"field\",\"code\",\"severity\",\
    \"times\",\"at_most\",\"message\",\"advice\"\r\n";

fn cells(found: FindingView) -> [String; 10] {
    let number = |number: Option<i32>| number.map(|number| number.to_string());
    [
        found.file,
        number(found.line).unwrap_or_default(),
        found.source_id.unwrap_or_default(),
        found.field.unwrap_or_default(),
        found.code.as_str().to_owned(),
        found.severity.as_str().to_owned(),
        found.times.to_string(),
        number(found.at_most).unwrap_or_default(),
        found.message,
        found.advice,
    ]
}

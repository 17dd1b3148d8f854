//! `GET /v1/rosters/imports/{import_id}/changes`

use actix_web::{
    HttpRequest, get,
    web::{Data, Path, Query},
};
use domain::{
    access::action::PreviewRoster,
    ids::RosterImportId,
    rosters::plan::{Kind, PlannedChange, PlannedStep},
    text_enum::TextEnum as _,
};
use persistence::{paging::Slice, rosters};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    changes_query::ChangesQuery,
    import::{self, Requester},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, Representation, Spreadsheet},
    problem::ApiError,
};

/// A school, academic session, class or person that an import would add, change or end.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PlannedChangeView {
    /// Its kind.
    pub kind: Kind,
    /// What the import would do to it.
    pub change: PlannedStep,
    /// Its id; `null` for what is new.
    pub id: Option<Uuid>,
    /// Its key in rosters.
    #[schema(max_length = 255, pattern = r"^\S(.*\S)?$", example = "class-17")]
    pub source_id: Option<String>,
    /// Its title, or the name of the person.
    #[schema(max_length = 255, pattern = r"^\S(.*\S)?$", example = "Grade 4 Coding")]
    pub title: String,
}

impl From<PlannedChange> for PlannedChangeView {
    fn from(change: PlannedChange) -> Self {
        let (source_id, title) = change
            .named
            .map_or_else(Default::default, |named| (named.source_id, named.title));
        Self {
            kind: change.kind,
            change: change.step,
            id: change.id,
            source_id,
            title,
        }
    }
}

/// List what a staged roster import would change
///
/// Schools, academic sessions, classes and people, compared with the current data at each request.
/// Only while the import is staged. As CSV, all changes that pass the filters come at once.
#[utoipa::path(
    tag = "rosters",
    params(("import_id" = Uuid, Path, description = "The import"), ChangesQuery),
    responses(
        (
            status = OK,
            description = "A page of changes; as CSV, all of them",
            content(
                (Page<PlannedChangeView> = "application/json"),
                (String = "text/csv", example = json!(EXAMPLE)),
            ),
        ),
        (status = CONFLICT, description = "The import is not staged any more"),
    ),
)]
#[get("/v1/rosters/imports/{import_id}/changes")]
pub async fn list_planned_changes(
    caller: Caller,
    path: Path<RosterImportId>,
    query: Query<ChangesQuery>,
    representation: Representation,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let import = *path;
    let ChangesQuery {
        limit,
        cursor,
        kind,
        change,
    } = query.into_inner();
    let page = PageQuery { limit, cursor };
    let filters = [
        ("kind", kind.map(Kind::as_str)),
        ("change", change.map(PlannedStep::as_str)),
    ];
    let wanted = hallpass
        .cursors()
        .read_filtered(&request, &page, &filters)?;
    let planned = import::preview(&hallpass, Requester::Api(caller), import).await?;
    let is_wanted = |planned: &PlannedChange| {
        kind.is_none_or(|kind| planned.kind == kind)
            && change.is_none_or(|change| planned.step == change)
    };
    let planned = planned.into_iter().filter(is_wanted);
    if representation == Representation::Csv {
        let changes = disclosed(&hallpass, &caller, import, planned.collect()).await?;
        return Ok(table(changes)?.negotiated());
    }
    let after = wanted.page.after.map_or(0, |place| place.as_u128());
    let rest = (1_u128..).zip(planned).filter(|(place, _)| *place > after);
    let rows: Vec<_> = rest.take(usize::from(wanted.page.limit) + 1).collect();
    let slice = wanted
        .page
        .into_page(rows, |(place, _)| Uuid::from_u128(*place));
    let (places, next) = (slice.rows, slice.next);
    let changes: Vec<PlannedChange> = places.into_iter().map(|(_, change)| change).collect();
    let rows = disclosed(&hallpass, &caller, import, changes).await?;
    let page = hallpass.cursors().answer(&wanted, Slice { rows, next })?;
    Ok(page.negotiated())
}

/// The changes as they are shown, with the names of people who end.
async fn disclosed(
    hallpass: &Hallpass,
    caller: &Caller,
    import: RosterImportId,
    changes: Vec<PlannedChange>,
) -> Result<Vec<PlannedChangeView>, ApiError> {
    let changes = hallpass
        .read(caller, move |tx, actor| {
            let permit = tx.permit::<PreviewRoster>(actor, actor.organization())?;
            Ok(rosters::disclose(tx, &permit, import, changes.clone())?)
        })
        .await?;
    Ok(changes.into_iter().map(PlannedChangeView::from).collect())
}

const COLUMNS: [&str; 5] = ["kind", "change", "id", "source_id", "title"];

const EXAMPLE: &str = "\u{feff}\"kind\",\"change\",\"id\",\"source_id\",\"title\"\r\n";

/// The changes as CSV.
fn table(changes: Vec<PlannedChangeView>) -> Result<Answer, ApiError> {
    let mut table = Spreadsheet::of(COLUMNS)?;
    for change in changes {
        let id = change.id.map(|id| id.to_string()).unwrap_or_default();
        let source_id = change.source_id.unwrap_or_default();
        let (kind, step) = (change.kind.as_str(), change.change.as_str());
        table.row([kind, step, &id, &source_id, &change.title])?;
    }
    table.answer("attachment; filename=\"changes.csv\"")
}

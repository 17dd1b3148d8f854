//! `GET /v1/schools/{school_id}/directory-parties/{directory_party_id}/students`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    directory::{DirectoryRefused, DirectoryType},
    ids::{DirectoryPartyId, SchoolId},
};
use persistence::{
    directory::{self, ListOutcome, ListedStudent},
    paging::{PageRequest, Slice},
};

use super::entry_view::{DirectoryEntryView, cell, column};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted, Representation, Spreadsheet},
    problem::{ApiError, ConflictReason},
};

/// List directory information for a listed party
///
/// The students who are at the school now, with the types that it designates and whose time to refuse is over,
/// for one party of its designation (34 CFR 99.37). Who refused any of these types is not in the list, nor who
/// came to the school within the last fourteen days: they have their own time to refuse. Hallpass sends
/// nothing: the school hands the list over. As CSV, the whole list comes at once.
#[utoipa::path(
    tag = "schools",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("directory_party_id" = Uuid, Path, description = "The party"),
        PageQuery,
    ),
    responses(
        (
            status = OK,
            description = "A page of students; as CSV, all of them",
            content(
                (Page<DirectoryEntryView> = "application/json"),
                (String = "text/csv", example = json!(EXAMPLE)),
            ),
        ),
        (status = CONFLICT, description = "Nothing is released to the party"),
    ),
)]
#[get("/v1/schools/{school_id}/directory-parties/{directory_party_id}/students")]
pub async fn list_directory_information(
    caller: Caller,
    path: Path<(SchoolId, DirectoryPartyId)>,
    wanted: PageWanted,
    representation: Representation,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, party) = path.into_inner();
    if representation == Representation::Csv {
        return as_table(&hallpass, &caller, (school, party)).await;
    }
    let page = hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, school)?;
            let (_, found) = listed(directory::list(tx, &permit, party, page)?)?;
            Ok(found.map(DirectoryEntryView::from))
        })
        .await?;
    Ok(page.negotiated())
}

fn listed(outcome: ListOutcome) -> Result<(Vec<DirectoryType>, Slice<ListedStudent>), ApiError> {
    match outcome {
        ListOutcome::Listed(types, found) => Ok((types, found)),
        ListOutcome::ExportsClosed => Err(ApiError::Conflict(ConflictReason::ExportsClosed)),
        ListOutcome::NoSuchParty => Err(ApiError::NOT_FOUND),
        ListOutcome::Refused(refused) => Err(ApiError::Conflict(match refused {
            DirectoryRefused::NoticeNotCurrent => ConflictReason::NoticeNotCurrent,
            DirectoryRefused::TimeToRefuse => ConflictReason::TimeToRefuse,
            DirectoryRefused::FoundByOtherData
            | DirectoryRefused::NotDesignated
            | DirectoryRefused::Type(_)
            | DirectoryRefused::Party
            | DirectoryRefused::Refused => ConflictReason::NameNotDesignated,
        })),
    }
}

/// The whole list, as CSV, with a column for each type that is released.
async fn as_table(
    hallpass: &Hallpass,
    caller: &Caller,
    (school, party): (SchoolId, DirectoryPartyId),
) -> Result<Answer, ApiError> {
    hallpass
        .read(caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            let whole = PageRequest {
                after: None,
                limit: u16::MAX,
            };
            let (types, found) = listed(directory::list(tx, &permit, party, whole)?)?;
            let columns = types.iter().map(|of| column(*of));
            let mut table = Spreadsheet::of(columns)?;
            for student in found.rows {
                let cells: Vec<String> = types.iter().map(|of| cell(&student, *of)).collect();
                table.row(cells.iter().map(String::as_str))?;
            }
            let table = table.answer("attachment; filename=\"directory.csv\"")?;
            Ok(table.negotiated())
        })
        .await
}

const EXAMPLE: &str = "\u{feff}\"name\",\"grade_level\"\r\n";

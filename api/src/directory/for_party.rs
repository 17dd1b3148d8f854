//! `GET /v1/schools/{school_id}/directory-parties/{directory_party_id}/students`

use actix_web::{
    get,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::{
    classes::grade_level::GradeLevel,
    directory::{DirectoryRefused, DirectoryType},
    ids::{DirectoryPartyId, SchoolId},
    text::DisplayName,
    text_enum::TextEnum as _,
};
use persistence::{
    directory::{self, ListOutcome, ListedStudent},
    paging::{PageRequest, Slice},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted, Representation, Spreadsheet},
    problem::{ApiError, ConflictReason},
};

/// The directory information of a student.
#[derive(Serialize, ToSchema)]
pub struct DirectoryEntryView {
    /// The name that the student is shown by.
    #[schema(value_type = DisplayName)]
    pub name: String,
    /// The grade level; `null` where none is released.
    pub grade_level: Option<GradeLevel>,
    /// The day on which the student came to the school; `null` where none is released.
    #[schema(example = "2026-08-24")]
    pub attended_from: Option<NaiveDate>,
}

impl From<ListedStudent> for DirectoryEntryView {
    fn from(student: ListedStudent) -> Self {
        Self {
            name: student.name,
            grade_level: student.grade_level,
            attended_from: student.attended_from,
        }
    }
}

/// List directory information for a listed party
///
/// The students who are at the school now, with the types that it designates and whose time to refuse is over,
/// for one party of its designation (34 CFR 99.37). Who refused the name is not in the list; another type that
/// is refused is absent, as where nothing is known. Hallpass sends nothing: the school hands the list over. As
/// CSV, the whole list comes at once.
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
            let columns = types.iter().map(|of| match of {
                DirectoryType::Name => "name",
                DirectoryType::GradeLevel => "grade_level",
                DirectoryType::DatesOfAttendance => "attended_from",
            });
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

fn cell(student: &ListedStudent, of: DirectoryType) -> String {
    match of {
        DirectoryType::Name => student.name.clone(),
        DirectoryType::GradeLevel => student
            .grade_level
            .map_or_else(String::new, |grade| grade.as_str().to_owned()),
        DirectoryType::DatesOfAttendance => student
            .attended_from
            .map_or_else(String::new, |day| day.to_string()),
    }
}

const EXAMPLE: &str = "\u{feff}\"name\",\"grade_level\"\r\n";

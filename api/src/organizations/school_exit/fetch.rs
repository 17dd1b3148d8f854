//! `POST /v1/schools/{school_id}/exports/{school_export_id}/archive`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::{StudentCopy, action::FetchOwnExport},
    exports::state::ExportRefusal,
    ids::{SchoolExportId, SchoolId},
};
use persistence::{
    access::{Permit, PermitError},
    exports,
    organizations::school_exit::{self, ReadyCopies},
};

use super::archive::CopiesArchive;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::Answer,
    problem::{ApiError, ConflictReason},
};

/// Fetch copies that I asked for about the students of a school
///
/// Hands out the next copies that are built, in one archive with an archive about each student, and
/// deletes them: each can be fetched once, within seven days, by the account that asked for it. Repeat it
/// until it answers `export_over`.
#[utoipa::path(
    tag = "organizations",
    params(
        ("school_id" = Uuid, Path, description = "The school"),
        ("school_export_id" = Uuid, Path, description = "The copies"),
    ),
    responses(
        (
            status = OK,
            description = "The next copies",
            body = String,
            content_type = "application/zip",
            example = json!("PK"),
        ),
        (
            status = CONFLICT,
            description = "None is built yet, none is left, or the school takes nothing out any more",
        ),
    ),
)]
#[post("/v1/schools/{school_id}/exports/{school_export_id}/archive")]
pub async fn fetch_school_export(
    caller: Caller,
    path: Path<(SchoolId, SchoolExportId)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (school, export) = path.into_inner();
    hallpass
        .write(&caller, move |tx, actor| {
            let of_school = tx.permit(actor, school)?;
            let waiting = match school_exit::ready(tx, &of_school, export)? {
                ReadyCopies::Some(waiting) => waiting,
                ReadyCopies::Refused(refusal) => return Err(refusal.into()),
                ReadyCopies::SchoolClosed => {
                    return Err(ApiError::Conflict(ConflictReason::ExportsClosed));
                }
                ReadyCopies::NoSuchExport => return Err(ApiError::NOT_FOUND),
            };
            let own: Permit<'_, FetchOwnExport> = tx.permit(actor, actor.user())?;
            let mut archive = CopiesArchive::new();
            let mut students = Vec::new();
            for copy in waiting {
                let student = StudentCopy {
                    student: copy.student,
                };
                // Whoever is restricted, or is not theirs any more, is left out.
                let of_student = match tx.permit(actor, student) {
                    Ok(permit) => permit,
                    Err(PermitError::Refused(_)) => continue,
                    Err(other) => return Err(other.into()),
                };
                let fetched = exports::fetch(tx, &own, Some(&of_student), copy.export)?;
                if let Some(Ok(fetched)) = fetched {
                    archive.add(copy.student, &fetched.bytes)?;
                    students.push(copy.student);
                }
            }
            let bytes = archive
                .finish()?
                .ok_or_else(|| ApiError::from(ExportRefusal::Over))?;
            school_exit::handed_out(tx, &of_school, export, students)?;
            Ok(Answer::file(
                "application/zip",
                "attachment; filename=\"hallpass-school-export.zip\"",
                bytes,
            ))
        })
        .await
}

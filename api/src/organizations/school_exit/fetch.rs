//! `POST /v1/schools/{school_id}/exports/{school_export_id}/archive`

use actix_web::{
    post,
    web::{Data, Path},
};
use domain::{
    access::{
        StudentCopy,
        action::{ExportSchool, FetchOwnExport},
    },
    ids::{SchoolExportId, SchoolId},
};
use persistence::{
    Tx,
    access::{Actor, Permit, PermitError},
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
/// deletes them: each can be fetched once, within seven days, by the account that asked for it. Who is
/// restricted, or is no student of theirs any more, is named in `left-out.json`. Repeat it
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
            let bytes = next_archive(tx, actor, &of_school, export)?;
            Ok(Answer::file(
                "application/zip",
                "attachment; filename=\"hallpass-school-export.zip\"",
                bytes,
            ))
        })
        .await
}

/// The next copies in one archive. One that is not handed out ends, and the archive says so.
fn next_archive<'t>(
    tx: &mut Tx<'t>,
    actor: Actor<'t>,
    of_school: &Permit<'t, ExportSchool>,
    export: SchoolExportId,
) -> Result<Vec<u8>, ApiError> {
    let own: Permit<'_, FetchOwnExport> = tx.permit(actor, actor.user())?;
    let mut archive = CopiesArchive::new();
    let (mut students, mut left_out) = (Vec::new(), Vec::new());
    while archive.is_empty() {
        let waiting = match school_exit::ready(tx, of_school, export)? {
            ReadyCopies::Some(waiting) => waiting,
            ReadyCopies::Refused(refusal) => return Err(refusal.into()),
            ReadyCopies::SchoolClosed => {
                return Err(ApiError::Conflict(ConflictReason::ExportsClosed));
            }
            ReadyCopies::NoSuchExport => return Err(ApiError::NOT_FOUND),
        };
        for copy in waiting {
            let student = StudentCopy {
                student: copy.student,
            };
            let fetched = match tx.permit(actor, student) {
                Ok(of_student) => exports::fetch(tx, &own, Some(&of_student), copy.export)?,
                Err(PermitError::Refused(_)) => None,
                Err(other) => return Err(other.into()),
            };
            if let Some(Ok(fetched)) = fetched {
                archive.add(copy.student, &fetched.bytes)?;
                students.push(copy.student);
            } else {
                school_exit::leave_out(tx, of_school, copy)?;
                archive.leave_out(copy.student);
                left_out.push(copy.export);
            }
        }
    }
    school_exit::handed_out(tx, of_school, export, (students, left_out))?;
    archive.finish()
}

//! `GET /v1/students/{student_id}/guardian-contacts`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{access::StudentOfDistrict, ids::UserId};
use persistence::guardians;

use super::contact_view::GuardianContactView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Page, PageQuery, PageWanted},
    problem::ApiError,
};

/// List the contacts of a student
///
/// Whom the roster names as the student's parents and guardians now. They have no account and no rights by
/// it: invite them. Of a student who is an adult there is none, and for who is of the student's family.
#[utoipa::path(
    tag = "guardians",
    params(("student_id" = Uuid, Path, description = "The student"), PageQuery),
    responses((status = OK, description = "A page of contacts", body = Page<GuardianContactView>)),
)]
#[get("/v1/students/{student_id}/guardian-contacts")]
pub async fn list_guardian_contacts(
    caller: Caller,
    student: Path<UserId>,
    wanted: PageWanted,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let student = *student;
    hallpass
        .list(&caller, wanted, move |tx, actor, page| {
            let permit = tx.permit(actor, StudentOfDistrict { student })?;
            let contacts = guardians::list_contacts(tx, &permit, page)?;
            Ok(contacts.map(GuardianContactView::from))
        })
        .await
}

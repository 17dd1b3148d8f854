//! `GET /v1/people/{user_id}`

use actix_web::{
    get,
    web::{Data, Path},
};
use domain::{
    access::{PersonOfDistrict, action::ReadPerson},
    ids::UserId,
};
use persistence::people;

use super::view::PersonView;
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Get a person
///
/// Who a student or a member of staff is, for the district's administrators, those of a school where the
/// person works, worked or is a student, colleagues at a school, and those who teach the student. Parents are
/// in the list of a student's guardians.
#[utoipa::path(
    tag = "people",
    params(("user_id" = Uuid, Path, description = "The person")),
    responses((status = OK, description = "The person", body = PersonView)),
)]
#[get("/v1/people/{user_id}")]
pub async fn show_person(
    caller: Caller,
    person: Path<UserId>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let person = *person;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ReadPerson>(actor, PersonOfDistrict { person })?;
            let person = people::show(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
            Answer::ok(&PersonView::from(person))
        })
        .await
}

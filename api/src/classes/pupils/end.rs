//! `DELETE /v1/classes/{class_id}/students/{student_id}`

use actix_web::{
    delete,
    web::{Data, Path},
};
use domain::{
    access::{ClassMember, authorize},
    ids::Id,
};
use persistence::{classes::pupils, relationships};
use uuid::Uuid;

use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// Take a pupil out of a class
///
/// Ends the pupil's membership now, and with it the access of those who teach the class. The pupil's
/// account and work remain. A roster that still lists the pupil brings them back at its next import:
/// end it there too.
#[utoipa::path(
    tag = "pupils",
    params(
        ("class_id" = Uuid, Path, description = "The class"),
        ("student_id" = Uuid, Path, description = "The pupil"),
    ),
    responses((status = NO_CONTENT, description = "The pupil is out of the class")),
)]
#[delete("/v1/classes/{class_id}/students/{student_id}")]
pub async fn end_enrollment(
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let (class, pupil) = path.into_inner();
    let member = ClassMember {
        class: Id::from_uuid(class),
        pupil: Id::from_uuid(pupil),
    };
    hallpass
        .write(&caller, move |tx, actor| {
            let facts = relationships::of_member(tx, actor, member)?;
            let permit = authorize(&facts)?;
            pupils::end_enrollment(tx, &permit)?;
            Ok(Answer::no_content())
        })
        .await
}

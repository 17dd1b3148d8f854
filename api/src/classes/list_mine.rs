//! `GET /v1/me/classes`

use actix_web::{
    HttpRequest, get,
    web::{Data, Query},
};
use persistence::classes;

use super::{card::included, view::OwnClassView};
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, CountedPage},
    problem::ApiError,
};

names_query! {
    /// Which of the caller's classes are wanted.
    OwnClassesQuery {} and {
        /// What to show of each class beside it, as far as the caller may read it: of `student_count`,
        /// `courses`, `term` and `school`, those that are named here.
        #[param(
            max_length = 40,
            pattern = "^(student_count|courses|term|school)(,(student_count|courses|term|school)){0,3}$",
            example = "student_count,courses"
        )]
        include,
    }
}

/// List my classes
///
/// The open classes in which the caller teaches or is enrolled now, with the caller's role, from A to Z.
#[utoipa::path(
    tag = "classes",
    params(OwnClassesQuery),
    responses((status = OK, description = "A page of classes", body = CountedPage<OwnClassView>)),
)]
#[get("/v1/me/classes")]
pub async fn list_my_classes(
    caller: Caller,
    query: Query<OwnClassesQuery>,
    request: HttpRequest,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let parts = included(query.include.as_deref())?;
    let wanted = query.wanted(&request, &hallpass)?;
    hallpass
        .names(&caller, wanted, move |tx, actor, names| {
            let permit = tx.permit(actor, actor.user())?;
            Ok(classes::of_person(tx, &permit, names, &parts)?.map(OwnClassView::from))
        })
        .await
}

//! `GET /v1/people`

use actix_web::{
    get,
    web::{Data, Query},
};
use domain::access::action::ListPeople;
use persistence::people;

use super::{
    people_query::PeopleQuery,
    view::{PeopleView, PersonView},
};
use crate::{app::Hallpass, caller::Caller, http::Answer, problem::ApiError};

/// List people by their ids
///
/// The names of up to a hundred people, such as the actors of audit events, those who left included. A
/// person whom the caller may not see is left out like one who does not exist.
#[utoipa::path(
    tag = "people",
    params(PeopleQuery),
    responses((status = OK, description = "The people", body = PeopleView)),
)]
#[get("/v1/people")]
pub async fn list_people(
    caller: Caller,
    query: Query<PeopleQuery>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let asked = query.people()?;
    hallpass
        .read(&caller, move |tx, actor| {
            let permit = tx.permit::<ListPeople>(actor, actor.organization())?;
            let people = people::list(tx, &permit, &asked)?;
            Answer::ok(&PeopleView {
                data: people.into_iter().map(PersonView::from).collect(),
            })
        })
        .await
}

//! `POST /v1/schools/{school_id}/directory-designations`

use actix_web::{
    post,
    web::{Data, Path},
};
use chrono::NaiveDate;
use domain::{
    directory::{DirectoryPurpose, DirectoryType, WantedDesignation},
    ids::SchoolId,
    text::RecipientName,
};
use persistence::directory::{self, DesignateOutcome, NewDesignation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::designation_view::DirectoryDesignationView;
use crate::{
    app::Hallpass,
    caller::Caller,
    http::{Answer, Body, Checked, IdempotencyKey},
    problem::ApiError,
};

/// What a school designates as directory information.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "notice_on": "2026-09-21",
    "refuse_until": "2026-10-12",
    "types": ["name", "grade_level"],
    "parties": [{ "name": "Maple Press", "purpose": "yearbook" }]
}))]
pub struct DesignateDirectoryRequest {
    /// The day of the public notice: today or before.
    pub notice_on: NaiveDate,
    /// The last day on which families refuse what is new before it takes effect: fourteen days ahead at the
    /// least, half a year at the most.
    pub refuse_until: NaiveDate,
    /// The types.
    #[validate(length(min = 1, max = 3))]
    #[schema(min_items = 1, max_items = 3)]
    pub types: Vec<DirectoryType>,
    /// To whom they are released, and for what: nobody else.
    #[validate(length(min = 1, max = 50), nested)]
    #[schema(min_items = 1, max_items = 50)]
    pub parties: Vec<DirectoryPartyRequest>,
}

impl Checked for DesignateDirectoryRequest {}

/// To whom a school releases directory information, and for what.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Maple Press", "purpose": "yearbook" }))]
pub struct DirectoryPartyRequest {
    /// Its name.
    #[validate(custom(function = crate::http::text))]
    pub name: RecipientName,
    /// For what.
    pub purpose: DirectoryPurpose,
}

/// Designate directory information of a school
///
/// In the place of what the school designated before (34 CFR 99.37). What is new is released when the time to
/// refuse is over, to the parties that are listed and for their purposes; what is left out is not released any
/// more, at once. Without a designation nothing is released. For administrators of the school and of the
/// district.
#[utoipa::path(
    tag = "schools",
    params(("school_id" = Uuid, Path, description = "The school")),
    request_body = DesignateDirectoryRequest,
    responses((status = CREATED, description = "The designation", body = DirectoryDesignationView)),
)]
#[post("/v1/schools/{school_id}/directory-designations")]
pub async fn designate_directory_information(
    caller: Caller,
    school: Path<SchoolId>,
    once: IdempotencyKey,
    body: Body<DesignateDirectoryRequest>,
    hallpass: Data<Hallpass>,
) -> Result<Answer, ApiError> {
    let school = *school;
    let once = once.with(&body);
    let new = wanted(&body)?;
    hallpass
        .write(&caller, move |tx, actor| {
            let permit = tx.permit(actor, school)?;
            once.run(tx, &permit, |tx| {
                match directory::designate(tx, &permit, &new)? {
                    DesignateOutcome::Designated(designation) => Answer::created(
                        format!("/v1/schools/{school}/directory-designations"),
                        &DirectoryDesignationView::from(designation),
                    ),
                    DesignateOutcome::NoticeAhead => Err(ApiError::field(
                        "/notice_on",
                        "in_the_future",
                        "must not be in the future",
                    )),
                    DesignateOutcome::TimeRefused => Err(ApiError::field(
                        "/refuse_until",
                        "out_of_range",
                        "must be 14 days ahead at the least and half a year at the most",
                    )),
                }
            })
        })
        .await
}

fn wanted(body: &DesignateDirectoryRequest) -> Result<NewDesignation, ApiError> {
    let mut types = body.types.clone();
    types.sort_unstable();
    types.dedup();
    let mut parties: Vec<(String, DirectoryPurpose)> = Vec::new();
    for (index, party) in body.parties.iter().enumerate() {
        let name = String::from(party.name.clone());
        let written = name.to_lowercase();
        let is_it = |(name, purpose): &(String, DirectoryPurpose)| {
            *purpose == party.purpose && name.to_lowercase() == written
        };
        if parties.iter().any(is_it) {
            let pointer = format!("/parties/{index}");
            return Err(ApiError::field(pointer, "duplicate", "is listed before"));
        }
        parties.push((name, party.purpose));
    }
    Ok(NewDesignation {
        wanted: WantedDesignation { types, parties },
        notice_on: body.notice_on,
        refuse_until: body.refuse_until,
    })
}

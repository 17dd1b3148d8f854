//! What a school is to designate, as clients say it.

use chrono::NaiveDate;
use domain::{
    directory::{DirectoryPurpose, DirectoryType, WantedDesignation},
    text::RecipientName,
};
use persistence::directory::NewDesignation;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{http::Checked, problem::ApiError};

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
    #[validate(length(min = 1, max = 2))]
    #[schema(min_items = 1, max_items = 2)]
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

/// What is wanted, each type and each party once.
///
/// # Errors
/// Which party is listed twice.
pub(super) fn wanted(body: &DesignateDirectoryRequest) -> Result<NewDesignation, ApiError> {
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

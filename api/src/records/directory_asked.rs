//! Directory information of one student for which somebody asks.

use std::collections::BTreeSet;

use domain::{
    category::Category,
    directory::{DirectoryPurpose, DirectoryType, FoundBy},
    ids::SchoolId,
    records::disclosure::DisclosureGround,
};
use persistence::directory::DirectoryAsked;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::problem::ApiError;

/// The directory information for which somebody asks.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "school_id": "019958b2-0000-7000-8000-000000000002",
    "types": ["name"],
    "purpose": "yearbook",
    "found_by": "directory_information"
}))]
pub struct DirectoryAskedRequest {
    /// The school that designates it, which the caller administers.
    pub school_id: SchoolId,
    /// Which types.
    #[validate(length(min = 1, max = 2))]
    #[schema(min_items = 1, max_items = 2)]
    pub types: Vec<DirectoryType>,
    /// For what.
    pub purpose: DirectoryPurpose,
    /// By what the recipient named the student. By a number or an address nothing is confirmed.
    pub found_by: FoundBy,
}

/// What directory information is asked for, which that ground needs and no other has. Its types are of the
/// categories that are asked for, and of no others.
///
/// # Errors
/// Which field is wrong.
pub(super) fn asked(
    ground: DisclosureGround,
    categories: &[Category],
    directory: Option<&DirectoryAskedRequest>,
) -> Result<Option<DirectoryAsked>, ApiError> {
    let is_the_ground = ground == DisclosureGround::DirectoryInformation;
    let Some(asked) = directory else {
        return if is_the_ground {
            Err(ApiError::field(
                "/directory",
                "required",
                "is required for this ground",
            ))
        } else {
            Ok(None)
        };
    };
    if !is_the_ground {
        return Err(ApiError::field(
            "/directory",
            "superfluous",
            "is for the ground of directory information",
        ));
    }
    let of_types: BTreeSet<Category> = asked.types.iter().map(|of| of.category()).collect();
    let stated: BTreeSet<Category> = categories.iter().copied().collect();
    if of_types != stated {
        return Err(ApiError::field(
            "/categories",
            "not_available",
            "must be those of the types",
        ));
    }
    Ok(Some(DirectoryAsked {
        school: asked.school_id,
        types: asked.types.clone(),
        purpose: asked.purpose,
        found_by: asked.found_by,
    }))
}

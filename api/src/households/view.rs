//! A household as its parent sees it.

use domain::{
    ids::{ClassId, SchoolId, UserId},
    mail::Language,
    text::{CountryCode, OrganizationSlug, TimeZoneName},
};
use persistence::households::Household;
use serde::Serialize;
use utoipa::ToSchema;

/// A household.
#[derive(Debug, Serialize, ToSchema)]
pub struct HouseholdView {
    /// The short name with which its parent signs in.
    #[schema(value_type = OrganizationSlug)]
    pub slug: String,
    /// Its parent.
    pub parent_id: UserId,
    /// The home, which stands where other organizations have schools.
    pub school_id: SchoolId,
    /// The class of the home: its children learn in it.
    pub class_id: ClassId,
    /// The code with which its children sign in.
    #[schema(max_length = 9, pattern = "^[A-Z0-9-]+$", example = "7KQ2-M9XD")]
    pub sign_in_code: String,
    /// Where the family lives.
    #[schema(value_type = CountryCode)]
    pub country: String,
    /// In which language messages come.
    pub language: Language,
    /// The time zone of the home.
    #[schema(value_type = TimeZoneName)]
    pub time_zone: String,
}

impl From<Household> for HouseholdView {
    fn from(household: Household) -> Self {
        Self {
            slug: household.slug,
            parent_id: household.parent,
            school_id: household.school,
            class_id: household.class,
            sign_in_code: household.sign_in_code,
            country: household.country.code().to_owned(),
            language: household.language,
            time_zone: household.time_zone,
        }
    }
}

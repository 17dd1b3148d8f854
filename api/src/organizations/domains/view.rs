//! Domains and the districts that they lead to, as clients see them.

use domain::text::{EmailDomain, OrganizationName, OrganizationSlug};
use persistence::organizations::domains::FoundOrganization;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

/// A domain of the e-mail addresses of a district's people.
#[derive(Clone, Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclaredDomain {
    /// The domain, in lower case.
    #[validate(custom(function = crate::http::text))]
    pub domain: EmailDomain,
}

/// The domains of a district.
#[derive(Debug, Serialize, ToSchema)]
pub struct DomainsView {
    /// The domains, from A to Z.
    #[schema(max_items = 20)]
    pub domains: Vec<DomainView>,
}

/// A domain of a district.
#[derive(Debug, Serialize, ToSchema)]
pub struct DomainView {
    /// The domain.
    #[schema(value_type = EmailDomain)]
    pub domain: String,
}

impl From<Vec<String>> for DomainsView {
    fn from(domains: Vec<String>) -> Self {
        let domains = domains.into_iter();
        Self {
            domains: domains.map(|domain| DomainView { domain }).collect(),
        }
    }
}

/// A district that a domain leads to.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundOrganizationView {
    /// The short name with which its people say where they sign in.
    #[schema(value_type = OrganizationSlug)]
    pub slug: String,
    /// Its name.
    #[schema(value_type = OrganizationName)]
    pub name: String,
}

same_members!(FoundOrganization => FoundOrganizationView { slug, name });

/// The districts that a domain leads to.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundOrganizationsView {
    /// The districts that declared the domain; none for a domain that no district declared.
    #[schema(max_items = 20)]
    pub data: Vec<FoundOrganizationView>,
}

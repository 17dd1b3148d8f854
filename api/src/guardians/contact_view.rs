//! Contacts as clients see them.

use chrono::{DateTime, Utc};
use domain::{
    guardians::GuardianKind,
    ids::{GuardianContactId, GuardianshipId},
    text::{EmailAddress, FamilyName, GivenName},
};
use persistence::guardians::Contact;
use serde::Serialize;
use utoipa::ToSchema;

/// A parent or guardian of a student whom the roster names.
#[derive(Serialize, ToSchema)]
pub struct GuardianContactView {
    /// Its id.
    pub id: GuardianContactId,
    /// What the roster says the person is to the student. A relative is an `acting_parent` only if the
    /// school says so.
    pub kind: GuardianKind,
    /// The given name.
    #[schema(value_type = GivenName)]
    pub given_name: String,
    /// The family name; `null` for a person who has one name.
    #[schema(value_type = Option<FamilyName>)]
    pub family_name: Option<String>,
    /// The address; `null` if the roster gives none that is one.
    #[schema(value_type = Option<EmailAddress>)]
    pub email: Option<String>,
    /// When a roster named the person first.
    pub named_at: DateTime<Utc>,
    /// Until when an invitation holds that nobody has used.
    pub invited_until: Option<DateTime<Utc>>,
    /// The guardianship that an invitation led to.
    pub guardianship_id: Option<GuardianshipId>,
}

impl From<Contact> for GuardianContactView {
    fn from(contact: Contact) -> Self {
        Self {
            id: contact.id,
            kind: contact.kind,
            given_name: contact.given_name,
            family_name: crate::views::family_name(contact.family_name),
            email: contact.email,
            named_at: contact.named_at,
            invited_until: contact.invited_until,
            guardianship_id: contact.guardianship,
        }
    }
}

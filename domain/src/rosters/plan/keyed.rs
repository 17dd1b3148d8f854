//! Digests under the key of a district, by which texts are compared without being read.

/// A digest of a text under a district's key: 128 bits, so that two never agree by chance.
pub type KeyedDigest = [u8; 16];

/// A text that is found by its digest. Equal texts of two kinds have unrelated digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexedText {
    /// The `sourcedId` of a person.
    PersonSource,
    /// The names of a person, however they are written.
    PersonName,
    /// The e-mail address of a member of staff.
    Email,
    /// The e-mail address with which a guardian opened an account by a code.
    GuardianEmail,
    /// The name with which a student signs in.
    Username,
    /// The `sourcedId` of a student's enrollment.
    EnrollmentSource,
    /// The `sourcedId` of the enrollment of a member of staff.
    AssignmentSource,
    /// The `sourcedId` of a contact. Unrelated to that of a person, so that nobody sees who of the staff is
    /// a parent.
    ContactSource,
    /// What a roster says of a contact.
    ContactStatement,
}

crate::text_enum! {
    /// A field of a person that a roster fills.
    pub enum PersonField {
        /// The given name.
        GivenName = "given_name",
        /// The family name.
        FamilyName = "family_name",
        /// A student's username.
        Username = "username",
        /// The address of a member of staff.
        Email = "email",
        /// A student's grade level.
        Grade = "grade",
        /// Whether the district lets the person sign in.
        Enabled = "enabled",
    }
}

/// The key of a district, which only the caller holds.
pub trait DistrictKey {
    /// The digest by which a text is found.
    fn index(&self, kind: IndexedText, text: &str) -> KeyedDigest;

    /// The digest of what a roster says in one field of a person.
    fn person_digest(&self, field: PersonField, text: &str) -> KeyedDigest;

    /// The digest of the records that an import ends, in hexadecimal.
    fn removals_digest(&self, message: &[u8]) -> String;
}

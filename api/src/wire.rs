//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;
    /// Pupil or staff.
    PersonKindWord => domain::accounts::credentials::PersonKind;
    /// A role of a member of staff.
    StaffRoleWord => domain::organizations::staff_role::StaffRole;
    /// Whose session it is and where, which decides how long it holds.
    SessionKindWord => domain::accounts::sessions::SessionKind;
    /// What somebody signs in with, as coarse as can be.
    ClientFamilyWord => domain::accounts::clients::ClientFamily;
    /// Whose device a pupil signs in on.
    PupilDeviceWord => domain::accounts::sessions::PupilDevice;
}

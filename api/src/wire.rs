//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;
    /// The part that a member of staff plays in a class.
    ClassRoleWord => domain::classes::class_role::ClassRole;
    /// Where a roster import stands.
    ImportStateWord => persistence::rosters::ImportState;
    /// Why a roster bundle cannot be used.
    RefusalCodeWord => domain::rosters::RefusalCode;
    /// What a finding means for its row.
    SeverityWord => domain::rosters::Severity;
    /// A category of personal data.
    CategoryWord => domain::category::Category;
    /// A role in which an agreement is signed.
    SignatoryRoleWord => domain::organizations::agreement::SignatoryRole;
    /// What stretch of a school year an academic session is.
    AcademicSessionKindWord => domain::organizations::academic_session::AcademicSessionKind;
    /// A role at a school.
    SchoolRoleWord => domain::organizations::staff_role::SchoolRole;
    /// A role of a member of staff.
    StaffRoleWord => domain::organizations::staff_role::StaffRole;
    /// Whether an account may be used.
    AccountStatusWord => domain::accounts::credentials::AccountStatus;
    /// What a tenant is.
    OrganizationKindWord => persistence::organizations::organization::OrganizationKind;
    /// Whether a tenant's people can work.
    OrganizationStateWord => persistence::organizations::organization::OrganizationState;
    /// The kind of an activity.
    ActivityKindWord => domain::courses::kind::ActivityKind;
    /// A language in which learners write code.
    CodeLanguageWord => domain::courses::kind::CodeLanguage;
}

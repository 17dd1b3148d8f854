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
    /// Student or staff.
    PersonKindWord => domain::accounts::credentials::PersonKind;
    /// Whose session it is and where, which decides how long it holds.
    SessionKindWord => domain::accounts::sessions::SessionKind;
    /// What somebody signs in with, as coarse as can be.
    ClientFamilyWord => domain::accounts::clients::ClientFamily;
    /// Whose device a student signs in on.
    StudentDeviceWord => domain::accounts::sessions::StudentDevice;
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
    /// What kind of thing a learner did.
    EventKindWord => domain::progress::event::EventKind;
    /// Whether something was done or refused.
    AuditOutcomeWord => domain::audit::Outcome;
    /// How an attempt went.
    OutcomeWord => domain::progress::event::Outcome;
    /// The result of an event.
    EventResultWord => domain::progress::admission::EventResult;
    /// Why an event is not recorded.
    RefusalReasonWord => domain::progress::admission::RefusalReason;
    /// How far a learner is.
    ProgressStatusWord => domain::progress::status::ProgressStatus;
    /// How a learner goes on.
    ResumeKindWord => domain::progress::resume::ResumeKind;
    /// Why a learner may need help.
    HelpReasonWord => domain::progress::help::HelpReason;
    /// A teacher's feedback.
    FeedbackCodeWord => domain::progress::feedback::FeedbackCode;
}

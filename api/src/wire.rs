//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;
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
    /// How an attempt went.
    OutcomeWord => domain::progress::event::Outcome;
    /// What became of an event.
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

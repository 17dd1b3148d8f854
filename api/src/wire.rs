//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;

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

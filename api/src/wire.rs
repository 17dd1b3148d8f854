//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;
    /// Where a roster import stands.
    ImportStateWord => persistence::rosters::ImportState;
    /// Why a roster bundle cannot be used.
    RefusalCodeWord => domain::rosters::RefusalCode;
    /// What a finding means for its row.
    SeverityWord => domain::rosters::Severity;
    /// The kind of an activity.
    ActivityKindWord => domain::courses::kind::ActivityKind;
    /// A language in which learners write code.
    CodeLanguageWord => domain::courses::kind::CodeLanguage;
}

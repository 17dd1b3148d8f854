//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;
    /// The kind of an activity.
    ActivityKindWord => domain::courses::kind::ActivityKind;
    /// A language in which learners write code.
    CodeLanguageWord => domain::courses::kind::CodeLanguage;
}

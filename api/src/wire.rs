//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;
}

//! The vocabularies that clients see.

wire_words! {
    /// A grade level.
    GradeLevelWord => domain::classes::grade_level::GradeLevel;
    /// The part that a member of staff plays in a class.
    ClassRoleWord => domain::classes::class_role::ClassRole;
}

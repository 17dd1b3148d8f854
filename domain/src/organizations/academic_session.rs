//! Terms and school years.

crate::text_enum! {
    /// What stretch of a school year an academic session is.
    pub enum AcademicSessionKind {
        /// The whole of it.
        SchoolYear = "school_year",
        /// Half of it.
        Semester = "semester",
        /// A term.
        Term = "term",
        /// A stretch after which grades are given.
        GradingPeriod = "grading_period",
    }
}

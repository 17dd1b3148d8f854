//! Grade levels, in the codes that school systems exchange.

crate::text_enum! {
    /// A grade level of a US school (Common Education Data Standards, "Entry Grade Level"), from
    /// prekindergarten up. The order of declaration is the order in which a child passes them;
    /// `Other` stands last and outside of that order.
    pub enum GradeLevel {
        /// Prekindergarten.
        Prekindergarten = "PK",
        /// Kindergarten.
        Kindergarten = "KG",
        /// First grade.
        First = "01",
        /// Second grade.
        Second = "02",
        /// Third grade.
        Third = "03",
        /// Fourth grade.
        Fourth = "04",
        /// Fifth grade.
        Fifth = "05",
        /// Sixth grade.
        Sixth = "06",
        /// Seventh grade.
        Seventh = "07",
        /// Eighth grade.
        Eighth = "08",
        /// Ninth grade.
        Ninth = "09",
        /// Tenth grade.
        Tenth = "10",
        /// Eleventh grade.
        Eleventh = "11",
        /// Twelfth grade.
        Twelfth = "12",
        /// Ungraded, or a level for which CEDS has no code.
        Other = "Other",
    }
}

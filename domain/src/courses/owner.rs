//! Whose a course is.

crate::text_enum! {
    /// Whose a published course is.
    pub enum CourseOwner {
        /// It is of the public catalogue of Hallpass.
        Catalogue = "catalogue",
        /// A colleague of the district wrote it.
        District = "district",
    }
}

//! Where data came from (GDPR Art. 15(1)(g)).

crate::text_enum! {
    /// Where data about a person came from.
    pub enum DataSource {
        /// From the person.
        Person = "person",
        /// From the school: its staff or its roster.
        School = "school",
        /// From the school or, at home, from the parent.
        SchoolOrParent = "school_or_parent",
        /// From the parent.
        Parent = "parent",
        /// Observed while the person used the service.
        Observed = "observed",
        /// From a teacher.
        Teacher = "teacher",
        /// Made by the service.
        Service = "service",
    }
}

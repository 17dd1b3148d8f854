//! How far a learner is.

crate::text_enum! {
    /// How far a learner is with an activity or a lesson.
    pub enum ProgressStatus {
        /// Nothing is known of them there.
        NotStarted = "not_started",
        /// They were there.
        Started = "started",
        /// They completed it. It stays completed.
        Completed = "completed",
    }
}

//! Whether a person of a bundle may sign in.

crate::text_enum! {
    /// Whether the district lets the person sign in.
    pub enum EnabledState {
        /// The person may.
        Enabled = "enabled",
        /// The person may not.
        Disabled = "disabled",
    }
}

//! Versions of the standard.

crate::text_enum! {
    /// A version of the standard that is read.
    pub enum Version {
        /// `OneRoster` 1.1.
        V1_1 = "1.1",
        /// `OneRoster` 1.2, CSV binding 1.2.1 included.
        V1_2 = "1.2",
    }
}

//! Views that equal what they show.

/// Derives a view from a row whose members have the same names and types.
macro_rules! same_members {
    ($row:ty => $view:ident { $($member:ident),+ $(,)? }) => {
        impl From<$row> for $view {
            fn from(row: $row) -> Self {
                Self { $($member: row.$member),+ }
            }
        }
    };
}

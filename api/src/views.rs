//! How rows are shown.

/// A family name as it is shown: none for a person who has one name, which is stored as an empty one.
pub(crate) fn family_name(stored: String) -> Option<String> {
    Some(stored).filter(|name| !name.is_empty())
}

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

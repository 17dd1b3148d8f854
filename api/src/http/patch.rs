//! JSON merge patch (RFC 7396): a member that is absent stays, `null` removes, a value replaces.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::body::Body;

/// The body of a `PATCH`: its members are [`Change`]s, or options that are decoded by [`non_null`].
pub type Patch<T> = Body<T>;

/// A member of a merge patch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Not in the patch.
    #[default]
    Keep,
    /// `null`.
    Clear,
    /// A value.
    Set(T),
}

impl<T> Change<T> {
    /// Whether it is not in the patch.
    pub fn is_kept(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The same change of something made from the value.
    pub fn map<V>(self, make: impl FnOnce(T) -> V) -> Change<V> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(make(value)),
        }
    }

    /// The value after the change, of a member that can be empty.
    pub fn over(self, current: Option<T>) -> Option<T> {
        match self {
            Self::Keep => current,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

/// Decodes a member that can be absent but not removed: `null` is a value of the wrong type.
///
/// # Errors
/// If it is of another type.
pub fn non_null<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    decoder: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(decoder).map(Some)
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        Option::deserialize(decoder).map(|value| value.map_or(Self::Clear, Self::Set))
    }
}

/// Absence cannot be encoded: members are skipped if they are kept.
impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, encoder: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => encoder.serialize_none(),
            Self::Set(value) => encoder.serialize_some(value),
        }
    }
}

/// The media type of merge patches.
pub const MERGE_PATCH: &str = "application/merge-patch+json";

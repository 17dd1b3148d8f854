//! Closed vocabularies: enums whose variants have one written form.
//!
//! The written form is what the database stores, what the API says and what the documents print,
//! so it is stated once, beside the variant.

use std::fmt::Debug;

/// An enum whose every variant has one written form.
pub trait TextEnum: Copy + Debug + Eq + Send + Sync + 'static {
    /// The name of the vocabulary, as documents call it.
    const VOCABULARY: &'static str;
    /// Every variant, in the order of declaration.
    const ALL: &'static [Self];

    /// The written form.
    fn as_str(self) -> &'static str;

    /// The variant with this written form, if there is one. Case matters.
    fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.as_str() == text)
    }
}

/// Declares an enum that is a [`TextEnum`]: variants with their written forms. With the feature `wire`
/// it is its written form in JSON too, and its comments describe it in the API document.
#[macro_export]
macro_rules! text_enum {
    (
        $( #[$($meta:tt)+] )*
        $vis:vis enum $name:ident {
            $( $( #[$($variant_meta:tt)+] )* $variant:ident = $text:literal ),+ $(,)?
        }
    ) => {
        $( #[$($meta)+] )*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $( $( #[$($variant_meta)+] )* $variant ),+ }

        impl $crate::text_enum::TextEnum for $name {
            const VOCABULARY: &'static str = stringify!($name);
            const ALL: &'static [Self] = &[ $( Self::$variant ),+ ];

            fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text ),+ }
            }
        }

        $crate::text_enum_column!($name);
        $crate::text_enum_on_the_wire! {
            $( #[$($meta)+] )*
            $name { $( $( #[$($variant_meta)+] )* $text ),+ }
        }
    };
}

/// Without the feature `diesel`, words are no values of columns.
#[cfg(not(feature = "diesel"))]
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum_column {
    ($name:ident) => {};
}

/// Without the feature `wire`, vocabularies have no JSON.
#[cfg(not(feature = "wire"))]
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum_on_the_wire {
    ( $($ignored:tt)* ) => {};
}

#[cfg(test)]
mod tests {
    use super::TextEnum;

    text_enum! {
        /// Two states of a door.
        enum Door { Open = "open", Shut = "shut" }
    }

    #[test]
    fn a_word_reads_back_as_itself_and_nothing_else_does() {
        for door in Door::ALL {
            assert_eq!(Door::parse(door.as_str()), Some(*door));
        }
        assert_eq!(Door::parse("Open"), None);
    }
}

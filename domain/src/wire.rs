//! Ids and vocabularies as JSON and in the API document.

use std::borrow::Cow;

pub use serde;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
pub use utoipa;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, extensions::ExtensionsBuilder,
        schema::Type,
    },
};
use uuid::Uuid;

use crate::{
    ids::{Id, Named},
    text::FieldText,
    text_enum::TextEnum,
};

/// What the message of a value begins with that is no word of its vocabulary; the words follow.
pub const NOT_A_WORD: &str = "must be one of ";

/// Decodes a word.
///
/// # Errors
/// [`NOT_A_WORD`] and the words, never the value.
pub fn decode_word<'de, W: TextEnum, D: Deserializer<'de>>(decoder: D) -> Result<W, D::Error> {
    let text = Cow::<'de, str>::deserialize(decoder)?;
    W::parse(&text).ok_or_else(|| {
        let words: Vec<&str> = W::ALL.iter().map(|word| word.as_str()).collect();
        Error::custom(format!("{NOT_A_WORD}{}", words.join(", ")))
    })
}

/// The member of a vocabulary's schema that says what each word means, in the order of the words.
pub const MEANINGS: &str = "x-enum-descriptions";

/// The schema of a vocabulary by its comments: its words, each with what it means.
pub fn schema_of_words(description: &[&str], words: &[(&'static str, &[&str])]) -> RefOr<Schema> {
    let words = words.iter().map(|(word, comment)| (*word, joined(comment)));
    schema_of(&joined(description), words)
}

/// The schema of words, each with what it means. A word that comes again is left out.
pub fn schema_of(
    description: &str,
    words: impl IntoIterator<Item = (&'static str, String)>,
) -> RefOr<Schema> {
    let mut known: Vec<(&str, String)> = Vec::new();
    for (word, meaning) in words {
        if known.iter().all(|(other, _)| *other != word) {
            known.push((word, meaning));
        }
    }
    let mut text = format!("{description}\n");
    for (word, meaning) in &known {
        text = format!("{text}\n- `{word}`: {meaning}");
    }
    let (words, meanings): (Vec<&str>, Vec<String>) = known.into_iter().unzip();
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words))
        .description(Some(text))
        .extensions(Some(
            ExtensionsBuilder::new().add(MEANINGS, meanings).build(),
        ))
        .into()
}

/// The words of a vocabulary, each with what it means.
pub fn meanings<W: Explained>() -> impl Iterator<Item = (&'static str, String)> {
    W::ALL
        .iter()
        .map(|word| (word.as_str(), word.explanation()))
}

/// A vocabulary whose words the API explains beside them.
pub trait Explained: TextEnum {
    /// What a word means, as the API document has it.
    fn explanation(self) -> String;
}

/// The lines of a comment as one text.
pub fn joined(lines: &[&str]) -> String {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    lines.join(" ")
}

/// Implements serde's and utoipa's traits for a vocabulary.
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum_on_the_wire {
    (
        $( #[doc = $doc:literal] )*
        $name:ident { $( $( #[doc = $word_doc:literal] )* $text:literal ),+ }
    ) => {
        impl $crate::wire::serde::Serialize for $name {
            fn serialize<S: $crate::wire::serde::Serializer>(
                &self,
                encoder: S,
            ) -> Result<S::Ok, S::Error> {
                encoder.serialize_str($crate::text_enum::TextEnum::as_str(*self))
            }
        }

        impl<'de> $crate::wire::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::wire::serde::Deserializer<'de>>(
                decoder: D,
            ) -> Result<Self, D::Error> {
                $crate::wire::decode_word(decoder)
            }
        }

        impl $crate::wire::utoipa::PartialSchema for $name {
            fn schema() -> $crate::wire::utoipa::openapi::RefOr<
                $crate::wire::utoipa::openapi::Schema,
            > {
                $crate::wire::schema_of_words(
                    &[ $( $doc ),* ],
                    &[ $( ($text, &[ $( $word_doc ),* ]) ),+ ],
                )
            }
        }

        impl $crate::wire::Explained for $name {
            fn explanation(self) -> String {
                let comments: &[&[&str]] = &[ $( &[ $( $word_doc ),* ] ),+ ];
                let place = <Self as $crate::text_enum::TextEnum>::ALL
                    .iter()
                    .position(|word| *word == self);
                let comment = place.and_then(|place| comments.get(place));
                $crate::wire::joined(comment.copied().unwrap_or_default())
            }
        }

        impl $crate::wire::utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(
                    <Self as $crate::text_enum::TextEnum>::VOCABULARY,
                )
            }
        }
    };
}

impl<Kind> Serialize for Id<Kind> {
    fn serialize<S: Serializer>(&self, encoder: S) -> Result<S::Ok, S::Error> {
        self.uuid().serialize(encoder)
    }
}

impl<'de, Kind> Deserialize<'de> for Id<Kind> {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        Uuid::deserialize(decoder).map(Self::from_uuid)
    }
}

/// What the name of a schema begins with whose content stands wherever it is used: an id is a UUID
/// and no more to a client.
pub const INLINE: &str = "inline.";

impl<Kind: Named> PartialSchema for Id<Kind> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
            .into()
    }
}

impl<Kind: Named> ToSchema for Id<Kind> {
    fn name() -> Cow<'static, str> {
        format!("{INLINE}{}Id", Kind::NAME).into()
    }
}

/// The schema of a text of one field.
pub fn schema_of_text<T: FieldText>() -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(T::LEAST))
        .max_length(Some(T::MOST))
        .pattern(Some(T::PATTERN))
        .format(T::FORMAT.map(|format| SchemaFormat::Custom(format.to_owned())))
        .examples([T::EXAMPLE])
        .into()
}

/// Implements serde's and utoipa's traits for a text of one field. Decoding keeps what was typed:
/// the request checks all its fields, so that every one that is wrong is named.
#[doc(hidden)]
#[macro_export]
macro_rules! field_text_on_the_wire {
    ( $name:ident ) => {
        impl $crate::wire::serde::Serialize for $name {
            fn serialize<S: $crate::wire::serde::Serializer>(
                &self,
                encoder: S,
            ) -> Result<S::Ok, S::Error> {
                encoder.serialize_str(&self.0)
            }
        }

        impl<'de> $crate::wire::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::wire::serde::Deserializer<'de>>(
                decoder: D,
            ) -> Result<Self, D::Error> {
                <String as $crate::wire::serde::Deserialize>::deserialize(decoder).map(Self)
            }
        }

        impl $crate::wire::utoipa::PartialSchema for $name {
            fn schema()
            -> $crate::wire::utoipa::openapi::RefOr<$crate::wire::utoipa::openapi::Schema> {
                $crate::wire::schema_of_text::<Self>()
            }
        }

        impl $crate::wire::utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(concat!("inline.", stringify!($name)))
            }
        }
    };
}

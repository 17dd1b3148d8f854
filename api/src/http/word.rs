//! Closed vocabularies on the wire: their written form in JSON, an enum in the document.

/// Declares the wire forms of vocabularies: a type for each, which is a string in JSON.
macro_rules! wire_words {
    ( $( $(#[$meta:meta])* $wire:ident => $word:ty; )+ ) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $wire(pub $word);

        impl serde::Serialize for $wire {
            fn serialize<S: serde::Serializer>(&self, encoder: S) -> Result<S::Ok, S::Error> {
                encoder.serialize_str(domain::text_enum::TextEnum::as_str(self.0))
            }
        }

        impl<'de> serde::Deserialize<'de> for $wire {
            fn deserialize<D: serde::Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(decoder)?;
                <$word as domain::text_enum::TextEnum>::parse(&text)
                    .map(Self)
                    .ok_or_else(|| serde::de::Error::custom("not a word of the vocabulary"))
            }
        }

        impl utoipa::PartialSchema for $wire {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                let words = <$word as domain::text_enum::TextEnum>::ALL
                    .iter()
                    .map(|word| domain::text_enum::TextEnum::as_str(*word));
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .enum_values(Some(words))
                    .into()
            }
        }

        impl utoipa::ToSchema for $wire {
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed(<$word as domain::text_enum::TextEnum>::VOCABULARY)
            }
        }

        impl From<$word> for $wire {
            fn from(word: $word) -> Self {
                Self(word)
            }
        }
    )+ };
}

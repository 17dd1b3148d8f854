//! Closed vocabularies on the wire.

use std::borrow::Cow;

use domain::words::Word;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

/// A word of a closed vocabulary: its written form in JSON, an enum in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worded<W>(pub W);

impl<W: Word> Serialize for Worded<W> {
    fn serialize<S: Serializer>(&self, encoder: S) -> Result<S::Ok, S::Error> {
        encoder.serialize_str(self.0.as_str())
    }
}

impl<'de, W: Word> Deserialize<'de> for Worded<W> {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(decoder)?;
        W::parse(&text).map(Self).ok_or_else(|| D::Error::custom("not a word of the vocabulary"))
    }
}

impl<W: Word> PartialSchema for Worded<W> {
    fn schema() -> RefOr<Schema> {
        let words = W::ALL.iter().map(|word| word.as_str());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
    }
}

impl<W: Word> ToSchema for Worded<W> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(W::VOCABULARY)
    }
}

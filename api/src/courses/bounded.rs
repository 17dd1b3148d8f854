//! Entries of lists in course content, with the bounds that the document states for each.

use domain::courses::bounds;
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type,
    },
};

/// Declares texts of bounded length: a type for each, which is a string in JSON.
macro_rules! bounded_texts {
    ( $( $(#[$meta:meta])* $name:ident <= $most:expr; )+ ) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .min_length(Some(1))
                    .max_length(Some($most))
                    .pattern(Some(r"\S"))
                    .into()
            }
        }

        impl ToSchema for $name {}
    )+ };
}

bounded_texts! {
    /// A choice of a question, in Markdown.
    ChoiceText <= bounds::CHOICE_MAX;
    /// What a program does when its task is solved, in plain words.
    CheckText <= bounds::CHECK_MAX;
    /// What a program prints when its task is solved; the last line break does not matter.
    OutputText <= bounds::OUTPUT_MAX;
}

/// The place of a choice, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChoicePlace(pub u8);

impl PartialSchema for ChoicePlace {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)))
            .minimum(Some(0))
            .maximum(Some(bounds::CHOICES_MAX - 1))
            .into()
    }
}

impl ToSchema for ChoicePlace {}

/// The form of [`CheckText`]s, each of which a program has to do.
pub struct CheckList;

impl PartialSchema for CheckList {
    fn schema() -> RefOr<Schema> {
        ArrayBuilder::new()
            .items(CheckText::schema())
            .min_items(Some(1))
            .max_items(Some(bounds::CHECKS_MAX))
            .into()
    }
}

impl ToSchema for CheckList {}

//! Objects of JSON that are objects. For serde an array is a struct too, member by member, so that
//! `["maple", "Maple"]` would name a district; the document knows no such form.
//!
//! A tagged enum is decoded from anything at all, so that a member of one asks for [`tagged`].

use std::{fmt, marker::PhantomData};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor, value::MapAccessDeserializer,
};

/// Decodes a tagged enum from an object alone (`#[serde(deserialize_with)]`).
///
/// # Errors
/// If there is no object, or its members do not fit.
pub fn tagged<'de, D: Deserializer<'de>, T: Deserialize<'de>>(decoder: D) -> Result<T, D::Error> {
    struct Tagged<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> Visitor<'de> for Tagged<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
            T::deserialize(MapAccessDeserializer::new(members))
        }
    }

    decoder.deserialize_map(Tagged(PhantomData))
}

/// A decoder that takes no array for an object, at any depth.
pub(super) struct ObjectsOnly<D>(pub(super) D);

/// What is decoded, seen on its way.
struct Seen<V> {
    visitor: V,
    array: Array,
}

/// What an array is where a value is expected.
#[derive(Clone, Copy)]
enum Array {
    /// For the visitor to judge.
    Possible,
    /// Not the object that belongs there.
    NoObject,
}

impl<V> Seen<V> {
    const fn any(visitor: V) -> Self {
        Self {
            visitor,
            array: Array::Possible,
        }
    }

    const fn object(visitor: V) -> Self {
        Self {
            visitor,
            array: Array::NoObject,
        }
    }
}

/// Methods that pass a value on, with what comes before the visitor.
macro_rules! decode {
    ( $( $method:ident ( $( $argument:ident: $type:ty ),* ) = $seen:ident; )+ ) => { $(
        fn $method<V: Visitor<'de>>(self, $( $argument: $type, )* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($( $argument, )* Seen::$seen(visitor))
        }
    )+ };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectsOnly<D> {
    type Error = D::Error;

    decode! {
        deserialize_any() = any;
        deserialize_bool() = any;
        deserialize_i8() = any;
        deserialize_i16() = any;
        deserialize_i32() = any;
        deserialize_i64() = any;
        deserialize_i128() = any;
        deserialize_u8() = any;
        deserialize_u16() = any;
        deserialize_u32() = any;
        deserialize_u64() = any;
        deserialize_u128() = any;
        deserialize_f32() = any;
        deserialize_f64() = any;
        deserialize_char() = any;
        deserialize_str() = any;
        deserialize_string() = any;
        deserialize_bytes() = any;
        deserialize_byte_buf() = any;
        deserialize_option() = any;
        deserialize_unit() = any;
        deserialize_unit_struct(name: &'static str) = any;
        deserialize_newtype_struct(name: &'static str) = any;
        deserialize_seq() = any;
        deserialize_tuple(length: usize) = any;
        deserialize_tuple_struct(name: &'static str, length: usize) = any;
        deserialize_map() = any;
        deserialize_struct(name: &'static str, fields: &'static [&'static str]) = object;
        deserialize_enum(name: &'static str, variants: &'static [&'static str]) = any;
        deserialize_identifier() = any;
        deserialize_ignored_any() = any;
    }

    fn is_human_readable(&self) -> bool {
        self.0.is_human_readable()
    }
}

/// Methods that pass a plain value on.
macro_rules! see {
    ( $( $method:ident($type:ty); )+ ) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<V::Value, E> {
            self.visitor.$method(value)
        }
    )+ };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Seen<V> {
    type Value = V::Value;

    see! {
        visit_bool(bool);
        visit_i64(i64);
        visit_i128(i128);
        visit_u64(u64);
        visit_u128(u128);
        visit_f64(f64);
        visit_char(char);
        visit_str(&str);
        visit_borrowed_str(&'de str);
        visit_string(String);
        visit_bytes(&[u8]);
        visit_borrowed_bytes(&'de [u8]);
        visit_byte_buf(Vec<u8>);
    }

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, decoder: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_some(ObjectsOnly(decoder))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, decoder: D) -> Result<V::Value, D::Error> {
        self.visitor.visit_newtype_struct(ObjectsOnly(decoder))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        match self.array {
            Array::Possible => self.visitor.visit_seq(ObjectsOnly(items)),
            Array::NoObject => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(ObjectsOnly(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_enum(ObjectsOnly(variant))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for ObjectsOnly<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, decoder: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(ObjectsOnly(decoder))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for ObjectsOnly<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(ObjectsOnly(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for ObjectsOnly<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(ObjectsOnly(seed))
    }

    fn size_hint(&self) -> Option<usize> {
        self.0.size_hint()
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for ObjectsOnly<A> {
    type Error = A::Error;
    type Variant = ObjectsOnly<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, variant) = self.0.variant_seed(seed)?;
        Ok((name, ObjectsOnly(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for ObjectsOnly<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(ObjectsOnly(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, Seen::any(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Seen::object(visitor))
    }
}

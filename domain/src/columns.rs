//! Ids and words of closed vocabularies as values of a database's columns.
//!
//! Only the crate that owns a type may say that it is the value of a column, so it is said here, for
//! `persistence` alone.

mod uid;

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql},
    serialize::{self, Output, ToSql},
};
use uuid::Uuid;

pub use uid::Uid;

use crate::ids::Id;

impl<Kind, Db: Backend> ToSql<Uid, Db> for Id<Kind>
where
    Uuid: ToSql<Uid, Db>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Db>) -> serialize::Result {
        self.as_uuid().to_sql(out)
    }
}

impl<Kind, Db: Backend> FromSql<Uid, Db> for Id<Kind>
where
    Uuid: FromSql<Uid, Db>,
{
    fn from_sql(bytes: Db::RawValue<'_>) -> deserialize::Result<Self> {
        Uuid::from_sql(bytes).map(Self::from_uuid)
    }
}

/// Makes a vocabulary the value of a text column.
#[doc(hidden)]
#[macro_export]
macro_rules! text_enum_column {
    ($name:ident) => {
        const _: () = {
            use $crate::{
                diesel::{
                    backend::Backend,
                    deserialize::{self, FromSql, Queryable},
                    expression::AsExpression,
                    serialize::{self, Output, ToSql},
                    sql_types::{Nullable, SingleValue, Text},
                },
                text_enum::TextEnum,
            };

            impl<Db: Backend> ToSql<Text, Db> for $name
            where
                str: ToSql<Text, Db>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Db>) -> serialize::Result {
                    <str as ToSql<Text, Db>>::to_sql(self.as_str(), out)
                }
            }

            impl<Db: Backend> ToSql<Nullable<Text>, Db> for $name
            where
                str: ToSql<Text, Db>,
            {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Db>) -> serialize::Result {
                    <str as ToSql<Text, Db>>::to_sql(self.as_str(), out)
                }
            }

            impl<Db: Backend> FromSql<Text, Db> for $name
            where
                String: FromSql<Text, Db>,
            {
                fn from_sql(bytes: Db::RawValue<'_>) -> deserialize::Result<Self> {
                    let text = String::from_sql(bytes)?;
                    <Self as TextEnum>::parse(&text)
                        .ok_or_else(|| concat!("no word of ", stringify!($name)).into())
                }
            }

            impl<Db: Backend, ST: SingleValue> Queryable<ST, Db> for $name
            where
                Self: FromSql<ST, Db>,
            {
                type Row = Self;

                fn build(row: Self) -> deserialize::Result<Self> {
                    Ok(row)
                }
            }

            $crate::text_enum_column!(@bound $name: [] $name, ['a] &'a $name, ['a, 'b] &'a &'b $name);
        };
    };
    (@bound $name:ident: $( [$($lifetime:lifetime),*] $bound:ty ),+) => {
        $(
            impl<$($lifetime),*> AsExpression<Text> for $bound {
                type Expression = <&'static str as AsExpression<Text>>::Expression;

                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Text>::as_expression(self.as_str())
                }
            }

            impl<$($lifetime),*> AsExpression<Nullable<Text>> for $bound {
                type Expression = <&'static str as AsExpression<Nullable<Text>>>::Expression;

                fn as_expression(self) -> Self::Expression {
                    AsExpression::<Nullable<Text>>::as_expression(self.as_str())
                }
            }
        )+
    };
}

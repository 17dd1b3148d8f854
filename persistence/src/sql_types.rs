//! The three bridges between the domain's types and columns.
//!
//! [`Uid`] and [`Instant`] are SQL types of our own, so that PostgreSQL keeps native `uuid` and
//! `timestamptz` while SQLite gets 16 bytes and microseconds since 1970. Rows read straight into
//! [`domain::ids::Id`] and `DateTime<Utc>`; to bind one, say [`bind_id`] or [`bind_instant`]. Closed vocabularies
//! are text: [`EnumColumn`] reads them, [`domain::text_enum::TextEnum::as_str`] binds them.

use chrono::{DateTime, Utc};
use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, Queryable},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{BigInt, Binary, HasSqlType, SqlType, Text, Timestamptz},
    sqlite::Sqlite,
};
use domain::{ids::Id, text_enum::TextEnum};

use crate::connection::MultiBackend;

/// A UUID: `uuid` on PostgreSQL, 16 bytes on SQLite.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 2950, array_oid = 2951))]
#[diesel(sqlite_type(name = "Binary"))]
pub struct Uid;

/// An instant: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct Instant;

/// A UUID on its way into a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, AsExpression)]
#[diesel(sql_type = Uid)]
pub struct BindUuid(pub uuid::Uuid);

/// An instant on its way into a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression)]
#[diesel(sql_type = Instant)]
pub struct BindInstant(pub DateTime<Utc>);

/// Binds an id.
pub fn bind_id<Kind>(id: Id<Kind>) -> BindUuid {
    BindUuid(id.uuid())
}

/// Binds an instant.
pub fn bind_instant(instant: DateTime<Utc>) -> BindInstant {
    BindInstant(instant)
}

/// A word of a closed vocabulary as read from a text column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnumColumn<W>(pub W);

impl HasSqlType<Uid> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Uid>(lookup)
    }
}

impl HasSqlType<Instant> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<Instant>(lookup)
    }
}

impl ToSql<Uid, Sqlite> for BindUuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.as_bytes().as_slice());
        Ok(IsNull::No)
    }
}

impl ToSql<Uid, Pg> for BindUuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<diesel::sql_types::Uuid, Pg>::to_sql(&self.0, out)
    }
}

impl ToSql<Uid, MultiBackend> for BindUuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Uid, self));
        Ok(IsNull::No)
    }
}

impl ToSql<Instant, Sqlite> for BindInstant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.0.timestamp_micros());
        Ok(IsNull::No)
    }
}

impl ToSql<Instant, Pg> for BindInstant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Timestamptz, Pg>::to_sql(&self.0, &mut out.reborrow())
    }
}

impl ToSql<Instant, MultiBackend> for BindInstant {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Instant, self));
        Ok(IsNull::No)
    }
}

impl FromSql<Uid, Sqlite> for BindUuid {
    fn from_sql(bytes: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let bytes = <Vec<u8> as FromSql<Binary, Sqlite>>::from_sql(bytes)?;
        Ok(Self(uuid::Uuid::from_slice(&bytes)?))
    }
}

impl FromSql<Uid, Pg> for BindUuid {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        <uuid::Uuid as FromSql<diesel::sql_types::Uuid, Pg>>::from_sql(bytes).map(Self)
    }
}

impl FromSql<Instant, Sqlite> for BindInstant {
    fn from_sql(bytes: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, Sqlite>>::from_sql(bytes)?;
        DateTime::from_timestamp_micros(micros)
            .map(Self)
            .ok_or_else(|| "an instant out of range".into())
    }
}

impl FromSql<Instant, Pg> for BindInstant {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        <DateTime<Utc> as FromSql<Timestamptz, Pg>>::from_sql(bytes).map(Self)
    }
}

impl FromSql<Uid, MultiBackend> for BindUuid {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Uid>()
    }
}

impl FromSql<Instant, MultiBackend> for BindInstant {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Instant>()
    }
}

impl<Kind> FromSql<Uid, MultiBackend> for Id<Kind> {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes
            .from_sql::<BindUuid, Uid>()
            .map(|key| Self::from_uuid(key.0))
    }
}

impl FromSql<Instant, MultiBackend> for DateTime<Utc> {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<BindInstant, Instant>().map(|at| at.0)
    }
}

impl<W: TextEnum> FromSql<Text, MultiBackend> for EnumColumn<W> {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = bytes.from_sql::<String, Text>()?;
        W::parse(&text)
            .map(Self)
            .ok_or_else(|| format!("no word of {}", W::VOCABULARY).into())
    }
}

/// Reads a column's value as it is.
macro_rules! queryable {
    ( $( [$($kind:ident $(: $bound:path)?)?] $sql:ty => $type:ty ),+ $(,)? ) => {
        $(
            impl $(<$kind $(: $bound)?>)? Queryable<$sql, MultiBackend> for $type {
                type Row = Self;

                fn build(row: Self) -> deserialize::Result<Self> {
                    Ok(row)
                }
            }
        )+
    };
}

queryable! {
    [] Uid => BindUuid,
    [] Instant => BindInstant,
    [Kind] Uid => Id<Kind>,
    [W: TextEnum] Text => EnumColumn<W>,
}

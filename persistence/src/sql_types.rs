//! How ids and instants stand in the columns of both databases.
//!
//! [`Uid`] and [`Instant`] are SQL types of our own, so that PostgreSQL keeps native `uuid` and
//! `timestamptz` while SQLite gets 16 bytes and microseconds since 1970. Typed ids and words of
//! closed vocabularies are bound and read as they are. An instant is read as it is and bound by
//! [`bind_instant`]: of a type of another crate only that crate or diesel may say that it is bound.

use chrono::{DateTime, Utc};
use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    pg::{Pg, PgValue},
    query_builder::QueryId,
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{BigInt, HasSqlType, SqlType, Timestamptz},
    sqlite::Sqlite,
};
pub use domain::columns::Uid;
use domain::ids::Id;
use uuid::Uuid;

use crate::connection::MultiBackend;

/// An instant: `timestamptz` on PostgreSQL, microseconds since 1970 on SQLite.
#[derive(Clone, Copy, Debug, Default, SqlType, QueryId)]
#[diesel(postgres_type(oid = 1184, array_oid = 1185))]
#[diesel(sqlite_type(name = "Long"))]
pub struct Instant;

/// An id of some kind or other, on its way into a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, AsExpression, FromSqlRow)]
#[diesel(sql_type = Uid)]
pub struct BindUuid(pub Uuid);

/// An instant on its way into a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, AsExpression, FromSqlRow)]
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

impl ToSql<Uid, MultiBackend> for Uuid {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Uid, self));
        Ok(IsNull::No)
    }
}

impl FromSql<Uid, MultiBackend> for Uuid {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Uid>()
    }
}

impl<Db: Backend> ToSql<Uid, Db> for BindUuid
where
    Uuid: ToSql<Uid, Db>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Db>) -> serialize::Result {
        self.0.to_sql(out)
    }
}

impl<Db: Backend> FromSql<Uid, Db> for BindUuid
where
    Uuid: FromSql<Uid, Db>,
{
    fn from_sql(bytes: Db::RawValue<'_>) -> deserialize::Result<Self> {
        Uuid::from_sql(bytes).map(Self)
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

impl FromSql<Instant, MultiBackend> for BindInstant {
    fn from_sql(bytes: <MultiBackend as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        bytes.from_sql::<Self, Instant>()
    }
}

impl<Db: Backend> FromSql<Instant, Db> for DateTime<Utc>
where
    BindInstant: FromSql<Instant, Db>,
{
    fn from_sql(bytes: Db::RawValue<'_>) -> deserialize::Result<Self> {
        BindInstant::from_sql(bytes).map(|at| at.0)
    }
}

//! The catalogue of PostgreSQL.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl as _, sql_query,
    sql_types::{Array, Bool, Text},
};

use super::{Column, ForeignKey, Native, STEPS, Schema, Storage};

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    required: bool,
}

#[derive(QueryableByName)]
struct ForeignRow {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Array<Text>)]
    columns: Vec<String>,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Array<Text>)]
    target_columns: Vec<String>,
}

#[derive(QueryableByName)]
struct IndexRow {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Bool)]
    is_primary: bool,
    #[diesel(sql_type = Bool)]
    is_unique: bool,
    #[diesel(sql_type = Array<Text>)]
    columns: Vec<String>,
}

const COLUMNS: &str = "
    SELECT c.relname::text AS table, a.attname::text AS name,
           format_type(a.atttypid, a.atttypmod) AS kind, a.attnotnull AS required
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND a.attnum > 0 AND NOT a.attisdropped";

const FOREIGN_KEYS: &str = "
    SELECT k.conrelid::regclass::text AS table, k.confrelid::regclass::text AS target,
           ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(number, place)
                 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
                 ORDER BY u.place) AS columns,
           ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u(number, place)
                 JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
                 ORDER BY u.place) AS target_columns
    FROM pg_constraint k
    WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace";

const INDEXES: &str = "
    SELECT i.indrelid::regclass::text AS table, i.indisprimary AS is_primary,
           i.indisunique AS is_unique,
           ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS u(number, place)
                 JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.number
                 ORDER BY u.place) AS columns
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'";

/// Reads the schema.
///
/// # Panics
/// When the database fails, or a type is none of ours.
pub fn read(conn: &mut PgConnection) -> Schema {
    let mut schema = Schema::new();
    for column in rows::<ColumnRow>(conn, COLUMNS) {
        if column.table == STEPS {
            continue;
        }
        let told = Column {
            storage: storage(&column.kind),
            nullable: !column.required,
            native: Native(column.kind),
        };
        let table = schema.entry(column.table).or_default();
        table.columns.insert(column.name, told);
    }
    for key in rows::<ForeignRow>(conn, FOREIGN_KEYS) {
        let table = schema.entry(key.table).or_default();
        table.foreign_keys.insert(ForeignKey {
            columns: key.columns,
            table: key.target,
            references: key.target_columns,
        });
    }
    for index in rows::<IndexRow>(conn, INDEXES) {
        if index.table == STEPS {
            continue;
        }
        let table = schema.entry(index.table).or_default();
        if index.is_primary {
            table.primary_key = index.columns;
        } else if index.is_unique {
            table.unique.insert(index.columns);
        } else {
            table.indexes.insert(index.columns);
        }
    }
    schema
}

fn rows<Row>(conn: &mut PgConnection, query: &str) -> Vec<Row>
where
    Row: QueryableByName<diesel::pg::Pg> + 'static,
{
    sql_query(query)
        .load(conn)
        .unwrap_or_else(|failure| panic!("{failure}: {query}"))
}

fn storage(kind: &str) -> Storage {
    match kind {
        "uuid" | "bytea" => Storage::Blob,
        "integer" | "bigint" | "smallint" | "boolean" | "timestamp with time zone" => {
            Storage::Integer
        }
        "text" | "date" => Storage::Text,
        other => panic!("no type of ours: {other}"),
    }
}

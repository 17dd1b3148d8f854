//! The catalogue of SQLite.

use std::collections::BTreeMap;

use diesel::{
    QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query,
    sql_types::{Bool, Integer, Text},
};

use super::{Column, ForeignKey, Native, STEPS, Schema, Storage, Table};

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct ColumnRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    required: bool,
    #[diesel(sql_type = Integer)]
    key: i32,
}

#[derive(QueryableByName)]
struct ForeignRow {
    #[diesel(sql_type = Integer)]
    id: i32,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Text)]
    source_column: String,
    #[diesel(sql_type = Text)]
    target_column: String,
}

#[derive(QueryableByName)]
struct IndexRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Bool)]
    is_unique: bool,
}

/// Reads the schema.
///
/// # Panics
/// When the database fails, or a type is none of the strict ones.
pub fn read(conn: &mut SqliteConnection) -> Schema {
    rows::<Name>(
        conn,
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .into_iter()
    .filter(|table| table.name != STEPS)
    .map(|table| (table.name.clone(), self::table(conn, &table.name)))
    .collect()
}

fn rows<Row>(conn: &mut SqliteConnection, query: &str) -> Vec<Row>
where
    Row: QueryableByName<diesel::sqlite::Sqlite> + 'static,
{
    sql_query(query)
        .load(conn)
        .unwrap_or_else(|failure| panic!("{failure}: {query}"))
}

fn table(conn: &mut SqliteConnection, name: &str) -> Table {
    let mut columns: Vec<ColumnRow> = rows(
        conn,
        &format!(
            "SELECT name, type AS kind, \"notnull\" AS required, pk AS key
             FROM pragma_table_info('{name}')"
        ),
    );
    columns.sort_by_key(|column| column.key);
    let mut read = Table {
        primary_key: columns
            .iter()
            .filter(|column| column.key > 0)
            .map(|column| column.name.clone())
            .collect(),
        foreign_keys: foreign_keys(conn, name),
        ..Table::default()
    };
    for column in columns {
        let told = Column {
            storage: storage(&column.kind),
            nullable: !column.required,
            native: Native(column.kind),
        };
        read.columns.insert(column.name, told);
    }
    let indexes: Vec<IndexRow> = rows(
        conn,
        &format!(
            "SELECT name, \"unique\" AS is_unique FROM pragma_index_list('{name}') WHERE origin <> 'pk'"
        ),
    );
    for index in indexes {
        let columns = rows::<Name>(
            conn,
            &format!(
                "SELECT name FROM pragma_index_info('{}') ORDER BY seqno",
                index.name
            ),
        );
        let columns = columns.into_iter().map(|column| column.name).collect();
        if index.is_unique {
            read.unique.insert(columns);
        } else {
            read.indexes.insert(columns);
        }
    }
    read
}

fn foreign_keys(conn: &mut SqliteConnection, name: &str) -> std::collections::BTreeSet<ForeignKey> {
    let columns: Vec<ForeignRow> = rows(
        conn,
        &format!(
            "SELECT id, \"table\" AS target, \"from\" AS source_column, \"to\" AS target_column
             FROM pragma_foreign_key_list('{name}') ORDER BY id, seq"
        ),
    );
    let mut keys: BTreeMap<i32, ForeignKey> = BTreeMap::new();
    for column in columns {
        let key = keys.entry(column.id).or_insert_with(|| ForeignKey {
            columns: Vec::new(),
            table: column.target,
            references: Vec::new(),
        });
        key.columns.push(column.source_column);
        key.references.push(column.target_column);
    }
    keys.into_values().collect()
}

fn storage(kind: &str) -> Storage {
    match kind {
        "BLOB" => Storage::Blob,
        "INTEGER" => Storage::Integer,
        "TEXT" => Storage::Text,
        other => panic!("no type of ours: {other}"),
    }
}

//! The data inventory against living databases (invariant 4): no column without a class, no class without
//! a column, nothing personal in the clear that nobody reviewed.

use std::collections::BTreeSet;

use diesel::{Connection, PgConnection, SqliteConnection};
use persistence::{
    Address,
    inventory::{Protection, data_inventory, page},
    migrate,
};
use tests::{
    postgres::{Role, server},
    schema::{self, Schema},
};

#[cfg(test)]
fn sqlite() -> Schema {
    let directory = tempfile::TempDir::new().unwrap();
    let file = directory.path().join("schema.db");
    migrate(&Address::Sqlite(file.clone()), "hallpass_service").unwrap();
    schema::of_sqlite(&mut SqliteConnection::establish(file.to_str().unwrap()).unwrap())
}

#[cfg(test)]
fn postgres() -> Schema {
    let server = server().expect("without a PostgreSQL this test is ignored");
    let database = server.empty_database().unwrap();
    let url = database.url(Role::Owner);
    migrate(&Address::Postgres(url.clone()), "hallpass_service").unwrap();
    schema::of_postgres(&mut PgConnection::establish(&url).unwrap())
}

#[cfg(test)]
fn classified() -> BTreeSet<(String, String)> {
    data_inventory()
        .flat_map(|table| {
            let columns = table.columns.iter();
            columns.map(|column| (table.name.to_owned(), column.name.to_owned()))
        })
        .collect()
}

#[cfg(test)]
fn living(schema: &Schema) -> BTreeSet<(String, String)> {
    schema
        .iter()
        .flat_map(|(name, table)| {
            table
                .columns
                .keys()
                .map(|column| (name.clone(), column.clone()))
        })
        .collect()
}

#[cfg(test)]
fn every_column_is_classified_once(schema: &Schema) {
    let (classified, living) = (classified(), living(schema));
    let unclassified: Vec<_> = living.difference(&classified).collect();
    assert!(
        unclassified.is_empty(),
        "declare in persistence/src/schema/tables what these hold: {unclassified:?}"
    );
    let imagined: Vec<_> = classified.difference(&living).collect();
    assert!(
        imagined.is_empty(),
        "these columns do not exist: {imagined:?}"
    );
    let stated: usize = data_inventory().map(|table| table.columns.len()).sum();
    assert_eq!(stated, classified.len(), "a column is classified twice");
}

#[test]
fn every_column_of_sqlite_is_classified_once() {
    every_column_is_classified_once(&sqlite());
}

#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn every_column_of_postgres_is_classified_once() {
    every_column_is_classified_once(&postgres());
}

#[test]
fn what_is_personal_and_readable_was_reviewed() {
    for table in data_inventory() {
        for column in table.columns {
            let readable = column.category.is_some() && column.protection == Protection::Plain;
            assert_eq!(
                column.because.is_some(),
                readable,
                "{}.{}: seal it, or say why not",
                table.name,
                column.name
            );
        }
    }
}

/// A name in a text column is not sealed, and an e-mail is no id, whatever the inventory says.
#[test]
#[cfg_attr(
    not(postgres_available),
    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES"
)]
fn columns_have_the_types_of_their_protection() {
    let schema = postgres();
    for table in data_inventory() {
        for column in table.columns {
            let native = schema[table.name].columns[column.name].native.0.as_str();
            let fits = match column.protection {
                Protection::Sealed | Protection::BlindIndex => native == "bytea",
                // A password hash is written in its own text form (PHC string).
                Protection::Hashed => {
                    native == "bytea" || (table.name, column.name) == ("credentials", "hash")
                }
                Protection::Identifier => native == "uuid",
                Protection::Plain => native != "uuid",
            };
            assert!(fits, "{}.{} is {native}", table.name, column.name);
        }
    }
}

#[test]
fn the_checked_in_page_is_the_inventory() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/data-inventory.md");
    if std::env::var_os("HALLPASS_UPDATE").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    let checked_in = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        checked_in == page(),
        "docs/data-inventory.md is stale: run `just update` and review"
    );
}

//! Reading rows of any declared table: the statement follows from the inventory and the declaration.
//!
//! A row comes as one JSON array of its columns, which both databases build, so that one function reads
//! all tables. Names of tables and columns are those of the schema; the only values in a statement are
//! ids, as literals of their type.

use chrono::{DateTime, Utc};
use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::Text};
use domain::{exports::MOST_ROWS, progress::sharing::Shared};
use serde_json::Value;
use uuid::Uuid;

use super::{
    declared::{RowsOf, SchoolShare, Showing, Step},
    plan::PlannedTable,
    scope::{AskedBy, CopyScope},
};
use crate::{
    connection::AnyConnection,
    database::Tx,
    error::DbError,
    inventory::{Column, Table},
};

/// A row, as a JSON array.
#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// How a database writes what the two write differently.
#[derive(Clone, Copy)]
enum Dialect {
    Postgres,
    Sqlite,
}

impl Dialect {
    fn id(self, id: Uuid) -> String {
        match self {
            Self::Postgres => format!("'{id}'::uuid"),
            Self::Sqlite => format!("x'{}'", id.simple()),
        }
    }

    /// A column as a value of JSON: ids and bytes in hexadecimal digits, instants as microseconds.
    fn value(self, column: &Column) -> String {
        let name = column.name;
        match (self, column.sql.name) {
            (Self::Sqlite, "Uid" | "Binary") => {
                format!("CASE WHEN t.\"{name}\" IS NULL THEN NULL ELSE hex(t.\"{name}\") END")
            }
            (Self::Postgres, "Uid") => format!("replace(t.\"{name}\"::text, '-', '')"),
            (Self::Postgres, "Binary") => format!("encode(t.\"{name}\", 'hex')"),
            (Self::Postgres, "Instant") => {
                format!("(extract(epoch FROM t.\"{name}\") * 1000000)::bigint")
            }
            (Self::Postgres, "Date") => format!("to_char(t.\"{name}\", 'YYYY-MM-DD')"),
            _ => format!("t.\"{name}\""),
        }
    }

    /// That a row became known before an instant, or on a day before its.
    fn is_before(self, column: &Column, instant: DateTime<Utc>) -> String {
        let bound = match column.sql.name {
            "Date" => format!("'{}'", instant.date_naive()),
            _ => instant.timestamp_micros().to_string(),
        };
        format!("{} < {bound}", self.value(column))
    }

    fn array(self, table: &Table) -> String {
        let values: Vec<String> = table
            .columns
            .iter()
            .map(|column| self.value(column))
            .collect();
        let values = values.join(", ");
        match self {
            Self::Postgres => format!("json_build_array({values})::text"),
            Self::Sqlite => format!("json_array({values})"),
        }
    }
}

/// The rows of a table that are about the person, with every column in the order of the schema; `None` if
/// there are more than a copy takes.
pub(super) fn read(
    tx: &mut Tx<'_>,
    planned: &PlannedTable,
    scope: &CopyScope,
) -> Result<Option<Vec<Vec<Value>>>, DbError> {
    let dialect = match tx.conn() {
        AnyConnection::Postgres(_) => Dialect::Postgres,
        AnyConnection::Sqlite(_) => Dialect::Sqlite,
    };
    let Some(condition) = condition(dialect, tx.tenant().uuid(), planned, scope) else {
        return Ok(Some(Vec::new()));
    };
    let table = planned.table;
    let has_id = table.columns.iter().any(|column| column.name == "id");
    let order = if has_id { "t.\"id\"" } else { "1" };
    let statement = format!(
        "SELECT {} AS line FROM \"{}\" t WHERE {condition} ORDER BY {order} LIMIT {}",
        dialect.array(table),
        table.name,
        MOST_ROWS.saturating_add(1),
    );
    let lines: Vec<Line> = on_connection!(tx.conn(), |conn| sql_query(statement).load(conn))?;
    if lines.len() > MOST_ROWS {
        return Ok(None);
    }
    let rows = lines.iter().map(|line| parse(&line.line, table));
    rows.collect::<Result<_, DbError>>().map(Some)
}

/// How many bytes of texts and sealed values the rows of a table have that are about the person: before
/// they are read, so that memory has a bound.
pub(super) fn bytes(
    tx: &mut Tx<'_>,
    planned: &PlannedTable,
    scope: &CopyScope,
) -> Result<u64, DbError> {
    let dialect = match tx.conn() {
        AnyConnection::Postgres(_) => Dialect::Postgres,
        AnyConnection::Sqlite(_) => Dialect::Sqlite,
    };
    let Some(condition) = condition(dialect, tx.tenant().uuid(), planned, scope) else {
        return Ok(0);
    };
    let columns = planned.table.columns.iter();
    let long = columns.filter(|column| matches!(column.sql.name, "Text" | "Binary"));
    let lengths: Vec<String> = long
        .map(|column| format!("coalesce(length(t.\"{}\"), 0)", column.name))
        .collect();
    if lengths.is_empty() {
        return Ok(0);
    }
    let statement = format!(
        "SELECT CAST(coalesce(sum({}), 0) AS text) AS line FROM \"{}\" t WHERE {condition}",
        lengths.join(" + "),
        planned.table.name,
    );
    let sum: Line = on_connection!(tx.conn(), |conn| sql_query(statement).get_result(conn))?;
    sum.line
        .parse()
        .map_err(|_| DbError::Corrupt("a sum of lengths is a number"))
}

fn parse(line: &str, table: &Table) -> Result<Vec<Value>, DbError> {
    let row: Vec<Value> =
        serde_json::from_str(line).map_err(|_| DbError::Corrupt("a row is a JSON array"))?;
    if row.len() == table.columns.len() {
        Ok(row)
    } else {
        Err(DbError::Corrupt("a row has the columns of its table"))
    }
}

/// Which rows are about the person, and within reach; `None` if none can be.
fn condition(
    dialect: Dialect,
    organization: Uuid,
    planned: &PlannedTable,
    scope: &CopyScope,
) -> Option<String> {
    let org = dialect.id(organization);
    let person = dialect.id(scope.subject.uuid());
    let about = match planned.declared.rows {
        RowsOf::Nothing(_) => return None,
        RowsOf::Person(columns) => named(columns, &person),
        RowsOf::Through(steps, columns) => through(steps, &named(columns, &person), &org),
    };
    let mut condition = format!("t.\"organization_id\" = {org} AND ({about})");
    if let Some(asker) = planned.declared.asker
        && scope.requests == AskedBy::ReaderOrPerson
    {
        let reader = dialect.id(scope.asked_by.uuid());
        condition = format!("{condition} AND t.\"{asker}\" IN ({reader}, {person})");
    }
    if let Some(only) = planned.declared.only {
        condition = format!("{condition} AND {only}");
    }
    if let Some(schools) = &scope.schools {
        match planned.declared.school {
            SchoolShare::Nothing(_) => return None,
            SchoolShare::Whole => {}
            SchoolShare::Where(_) | SchoolShare::Shown(..) if schools.is_empty() => return None,
            SchoolShare::Where(text) | SchoolShare::Shown(text, _) => {
                let schools: Vec<String> = schools
                    .iter()
                    .map(|school| dialect.id(school.uuid()))
                    .collect();
                let text = text
                    .replace("{org}", &org)
                    .replace("{schools}", &schools.join(", "));
                condition = format!("{condition} AND {text}");
            }
        }
        if let SchoolShare::Shown(_, showing) = planned.declared.school {
            let shown = shown(dialect, &org, (planned.table, showing), scope)?;
            condition = format!("{condition} AND ({shown})");
        }
    }
    Some(condition)
}

/// Which rows a teacher was shown in one of the classes within reach; `None` if none can be.
fn shown(
    dialect: Dialect,
    org: &str,
    (table, showing): (&Table, Showing),
    scope: &CopyScope,
) -> Option<String> {
    let mut columns = table.columns.iter();
    let known = columns.find(|column| column.name == showing.known)?;
    let of_classes: Vec<String> = scope
        .shared
        .iter()
        .filter_map(|(class, shared)| {
            let of_class = showing
                .of_class
                .replace("{org}", org)
                .replace("{class}", &dialect.id(class.uuid()));
            match shared {
                Shared::Everything => Some(format!("({of_class})")),
                Shared::Before(end) => Some(format!(
                    "({of_class} AND {})",
                    dialect.is_before(known, *end)
                )),
                Shared::Nothing => None,
            }
        })
        .collect();
    (!of_classes.is_empty()).then(|| of_classes.join(" OR "))
}

fn named(columns: &[&str], person: &str) -> String {
    let named: Vec<String> = columns
        .iter()
        .map(|column| format!("\"{column}\" = {person}"))
        .collect();
    named.join(" OR ")
}

fn through(steps: &[Step], about: &str, org: &str) -> String {
    steps.iter().rev().fold(about.to_owned(), |inner, step| {
        let Step { column, table, key } = step;
        format!(
            "\"{column}\" IN (SELECT \"{key}\" FROM \"{table}\" \
             WHERE \"organization_id\" = {org} AND ({inner}))"
        )
    })
}

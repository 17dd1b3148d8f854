//! What a copy says in place of a stored value.

use std::collections::HashMap;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, SecondsFormat};
use domain::{category::Category, exports::reader::is_shown, ids::UserId};
use serde_json::Value;
use uuid::Uuid;

use super::{
    declared::Treatment,
    plan::{PlannedColumn, PlannedTable},
    scope::CopyScope,
};
use crate::{
    error::DbError,
    inventory::Protection,
    keys::{SealContext, Sealed, SubjectKey},
    progress,
};

const MALFORMED: DbError = DbError::Corrupt("a stored value has the form of its column");

/// The kind of event with which a learner answers a prompt.
const PROMPT_ANSWERED: &str = "prompt_answered";

/// What a value of a copy is.
pub(super) enum Cell {
    /// This.
    Shown(Value),
    /// It is about another person, or not for the reader.
    Redacted,
}

/// What opens the values of one person's rows.
pub(super) struct Opener<'o> {
    pub(super) scope: &'o CopyScope,
    pub(super) key: &'o SubjectKey,
    pub(super) staff: &'o HashMap<UserId, String>,
}

/// A row, as it was read: every column of its table.
#[derive(Clone, Copy)]
pub(super) struct StoredRow<'r> {
    pub(super) planned: &'r PlannedTable,
    pub(super) values: &'r [Value],
}

impl<'r> StoredRow<'r> {
    fn value(self, column: &str) -> Option<&'r Value> {
        let mut columns = self.planned.table.columns.iter();
        let place = columns.position(|known| known.name == column)?;
        self.values.get(place)
    }

    /// The id in a column.
    pub(super) fn id(self, column: &str) -> Option<Uuid> {
        let text = self.value(column)?.as_str()?;
        Uuid::try_parse(text).ok()
    }
}

impl Opener<'_> {
    /// What the copy says of a column of a row.
    pub(super) fn cell(
        &self,
        row: StoredRow<'_>,
        planned: &PlannedColumn,
    ) -> Result<Cell, DbError> {
        let column = planned.column;
        let stored = row.value(column.name).ok_or(MALFORMED)?;
        if stored.is_null() {
            return Ok(Cell::Shown(Value::Null));
        }
        let treatment = row.planned.declared.treatment(column.name);
        if let Some(Treatment::About(person)) = treatment
            && !self.is_subject(row.id(person))
        {
            return Ok(Cell::Redacted);
        }
        match (column.protection, column.category) {
            (Protection::Sealed, _) => self.sealed(row, column.name, stored, treatment),
            (Protection::Identifier, Some(_)) => Ok(self.person(row.id(column.name), treatment)),
            (Protection::Identifier, None) => {
                let id = row.id(column.name).ok_or(MALFORMED)?;
                Ok(Cell::Shown(id.to_string().into()))
            }
            _ => readable(column.sql.name, stored, treatment).map(Cell::Shown),
        }
    }

    fn is_subject(&self, id: Option<Uuid>) -> bool {
        id == Some(self.scope.subject.uuid())
    }

    /// The person themself, by their id; a member of staff, by their display name; nobody else.
    fn person(&self, id: Option<Uuid>, treatment: Option<Treatment>) -> Cell {
        match (id, treatment) {
            (Some(id), _) if self.is_subject(Some(id)) => Cell::Shown(id.to_string().into()),
            (Some(id), Some(Treatment::Staff)) => {
                let name = self.staff.get(&UserId::from_uuid(id));
                name.map_or(Cell::Redacted, |name| Cell::Shown(name.clone().into()))
            }
            _ => Cell::Redacted,
        }
    }

    fn sealed(
        &self,
        row: StoredRow<'_>,
        column: &'static str,
        stored: &Value,
        treatment: Option<Treatment>,
    ) -> Result<Cell, DbError> {
        let declared = row.planned.declared;
        let (place, bound_to) = match treatment {
            Some(Treatment::SealedUnder(person)) if !self.is_subject(row.id(person)) => {
                return Ok(Cell::Redacted);
            }
            Some(Treatment::SealedAs(table, column, person)) => {
                if !self.is_subject(row.id(person)) {
                    return Ok(Cell::Redacted);
                }
                (SealContext::of(table, column), person)
            }
            Some(Treatment::Answer) if self.withholds_answer(row) => return Ok(Cell::Redacted),
            _ => (SealContext::of(declared.table, column), declared.bound_to),
        };
        let sealed = Sealed(bytes(stored)?);
        let bound_to = row.id(bound_to).ok_or(MALFORMED)?;
        let opened = self.key.open(place, bound_to, &sealed)?;
        let text = match treatment {
            Some(Treatment::File) => STANDARD.encode(&opened),
            _ => std::str::from_utf8(&opened)
                .map_err(|_| MALFORMED)?
                .to_owned(),
        };
        Ok(Cell::Shown(text.into()))
    }

    fn withholds_answer(&self, row: StoredRow<'_>) -> bool {
        let is_attitude = row.value("kind").and_then(Value::as_str) == Some(PROMPT_ANSWERED);
        let CopyScope { reader, band, .. } = *self.scope;
        is_attitude && !is_shown(reader, band, Category::AttitudinalAnswer)
    }
}

/// A value that is stored as it is, in the form in which a copy has it.
fn readable(sql: &str, stored: &Value, treatment: Option<Treatment>) -> Result<Value, DbError> {
    match (sql, treatment) {
        ("Binary", Some(Treatment::Lessons)) => progress::lessons_of_packed(&bytes(stored)?),
        ("Instant", _) => {
            let micros = stored.as_i64().ok_or(MALFORMED)?;
            let instant = DateTime::from_timestamp_micros(micros).ok_or(MALFORMED)?;
            Ok(instant.to_rfc3339_opts(SecondsFormat::Micros, true).into())
        }
        ("Text" | "Date" | "Integer" | "BigInt", _) => Ok(stored.clone()),
        _ => Err(MALFORMED),
    }
}

/// The bytes that hexadecimal digits stand for.
fn bytes(stored: &Value) -> Result<Vec<u8>, DbError> {
    let digits = stored.as_str().ok_or(MALFORMED)?.as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pairs = digits.chunks(2).map(|pair| {
        let [high, low] = pair else { return None };
        u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
    });
    pairs.collect::<Option<_>>().ok_or(MALFORMED)
}

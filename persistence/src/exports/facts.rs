//! What is held about a person, read for a copy.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::Relationship,
    accounts::{context::AccountContext, credentials::PersonKind},
    age::band::AgeBand,
    exports::MOST_STORED_BYTES,
    ids::{ExportId, OrganizationId, UserId},
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    build::asked,
    cells::{Cell, Opener, StoredRow},
    declared::Treatment,
    plan::{PlannedTable, planned},
    rows,
    scope::CopyScope,
    staff, titles,
};
use crate::{
    accounts::{keys_of::subject_key, people},
    database::Tx,
    error::DbError,
    households,
    schema::organizations,
    worker::Task,
};

/// The rows of a table in a copy.
pub struct ExportedTable {
    /// What the copy has of the table.
    pub planned: PlannedTable,
    /// Its rows, by the names of the columns.
    pub rows: Vec<Map<String, Value>>,
    /// How many values of a column were redacted because they are about another person.
    pub redacted: BTreeMap<&'static str, usize>,
}

/// Everything that goes into a copy.
pub struct ExportFacts {
    /// The copy.
    pub export: ExportId,
    /// The tenant.
    pub organization: OrganizationId,
    /// Its name.
    pub organization_name: String,
    /// About whom it is.
    pub subject: UserId,
    /// How others see them.
    pub display_name: String,
    /// Student or adult.
    pub person: PersonKind,
    /// On whose behalf the account exists.
    pub context: AccountContext,
    /// The band of the subject's age.
    pub band: AgeBand,
    /// How the one who asked stands to the subject.
    pub reader: Relationship,
    /// When it was read.
    pub read_at: DateTime<Utc>,
    /// The tables, in the order of the inventory.
    pub tables: Vec<ExportedTable>,
    /// What the ids are called.
    pub titles: BTreeMap<Uuid, String>,
    /// The languages in which code is written, by activity.
    pub languages: BTreeMap<Uuid, String>,
}

/// What was read.
pub enum Gathered {
    /// Everything.
    Whole(Box<ExportFacts>),
    /// There is more than a copy takes.
    TooMuch,
    /// The copy is gone: what is held about the person was deleted meanwhile.
    Gone,
}

/// Reads everything that is held about the person whom the work is about, as far as the one who asked
/// may see it.
///
/// # Errors
/// If the database or the cipher fails.
pub fn gather(tx: &mut Tx<'_>, task: &Task<'_>) -> Result<Gathered, DbError> {
    let Some(asked) = asked(tx, task.subject())? else {
        return Ok(Gathered::Gone);
    };
    let people = (asked.subject, asked.asked_by);
    let scope = CopyScope::read(tx, asked.id, people, asked.relationship)?;
    let mut stored = Vec::new();
    let mut bytes = 0_u64;
    for planned in planned(scope.reader, scope.band) {
        if planned.exempt.is_some() {
            stored.push((planned, Vec::new()));
            continue;
        }
        bytes = bytes.saturating_add(rows::bytes(tx, &planned, &scope)?);
        if bytes > MOST_STORED_BYTES {
            return Ok(Gathered::TooMuch);
        }
        let rows = rows::read(tx, &planned, &scope)?;
        let Some(rows) = rows else {
            return Ok(Gathered::TooMuch);
        };
        stored.push((planned, rows));
    }
    let staff = staff::names(tx, &named_staff(&stored))?;
    let key = subject_key(tx, scope.subject)?;
    let opener = Opener {
        scope: &scope,
        key: &key,
        staff: &staff,
    };
    let tables = stored
        .into_iter()
        .map(|(planned, rows)| open_table(&opener, planned, &rows))
        .collect::<Result<Vec<_>, DbError>>()?;
    let mut titles = titles::of_person(tx, scope.subject)?;
    if scope.schools.is_some() {
        let pointed_at = ids_in(&tables);
        titles.retain(|id, _| pointed_at.contains(id));
    }
    let at_home = households::of_tenant(tx)?.is_some();
    let facts = ExportFacts {
        export: scope.export,
        organization: tx.organization(),
        organization_name: organizations::table
            .find(tx.tenant())
            .select(organizations::name)
            .first(tx.conn())?,
        subject: scope.subject,
        display_name: people::display_name_of(tx, scope.subject.uuid())?.unwrap_or_default(),
        person: scope.person,
        context: match (scope.person, at_home) {
            (PersonKind::Student, true) => AccountContext::HomeManaged,
            (PersonKind::Student, false) => AccountContext::SchoolManaged,
            (PersonKind::Adult, true) => AccountContext::Parent,
            (PersonKind::Adult, false) => AccountContext::Staff,
        },
        band: scope.band,
        reader: scope.reader,
        read_at: tx.now(),
        tables,
        titles,
        languages: titles::languages_of(tx, scope.subject)?,
    };
    Ok(Gathered::Whole(Box::new(facts)))
}

/// The ids that stand in a copy.
fn ids_in(tables: &[ExportedTable]) -> BTreeSet<Uuid> {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let cells = rows.flat_map(|row| row.values()).filter_map(Value::as_str);
    cells
        .filter_map(|text| Uuid::try_parse(text).ok())
        .collect()
}

/// The people in columns that name members of staff.
fn named_staff(stored: &[(PlannedTable, Vec<Vec<Value>>)]) -> BTreeSet<UserId> {
    let mut named = BTreeSet::new();
    for (planned, rows) in stored {
        for values in rows {
            let row = StoredRow { planned, values };
            let special = planned.declared.special.iter();
            let staff = special.filter(|(_, treatment)| matches!(treatment, Treatment::Staff));
            named.extend(
                staff
                    .filter_map(|(column, _)| row.id(column))
                    .map(UserId::from_uuid),
            );
        }
    }
    named
}

fn open_table(
    opener: &Opener<'_>,
    planned: PlannedTable,
    stored: &[Vec<Value>],
) -> Result<ExportedTable, DbError> {
    let mut redacted: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut rows = Vec::with_capacity(stored.len());
    for values in stored {
        let stored = StoredRow {
            planned: &planned,
            values,
        };
        let mut row = Map::new();
        for shown in planned.shown() {
            let value = match opener.cell(stored, shown)? {
                Cell::Shown(value) => value,
                Cell::Redacted => {
                    *redacted.entry(shown.column.name).or_default() += 1;
                    Value::Null
                }
            };
            row.insert(shown.column.name.to_owned(), value);
        }
        rows.push(row);
    }
    Ok(ExportedTable {
        planned,
        rows,
        redacted,
    })
}

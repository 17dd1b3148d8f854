//! What is stored under which id: what a request made and altered is found by looking before and
//! after it, whatever tables there are.

use std::collections::HashMap;

use domain::{ids::ObjectKind, text_enum::TextEnum as _};
use uuid::Uuid;

use crate::rows::Rows;

/// Everything that has an id, except for the audit log.
pub struct StoredObjects(HashMap<Uuid, Stored>);

struct Stored {
    kind: ObjectKind,
    row: String,
}

/// What became of a thing between two looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is there for the first time.
    Created,
    /// It is no longer as it was, or no longer there.
    Changed,
    /// It is as it was.
    Unchanged,
}

impl StoredObjects {
    /// Looks at all tables.
    ///
    /// # Panics
    /// When the database fails, or a table with an id is of no kind.
    pub fn of(rows: &mut Rows) -> Self {
        let mut stored = HashMap::new();
        for (table, columns) in rows.schema() {
            // A ground has the id of the agreement or the consent that it is; what is written down for
            // the ledger and the marks of erased people are of nobody whom the log could name.
            let is_nobodys = matches!(
                table.as_str(),
                "grounds" | "erased_subjects" | "erasure_ledgers" | "restorations" | "suppressions"
            );
            if table.starts_with("audit_") || is_nobodys {
                continue;
            }
            let id = match table.as_str() {
                "organizations" => "organization_id",
                _ if columns.columns.contains_key("id") => "id",
                _ => continue,
            };
            let kind = kind_of(&table).unwrap_or_else(|| panic!("{table}: of which kind?"));
            let row = rows.whole_row(&table, columns.columns.keys());
            let id = rows.id_as_text(id);
            let query = format!("SELECT {id} || ' ' || {row} AS value FROM {table}");
            for found in rows.values(&query) {
                let (id, row) = found.split_once(' ').unwrap_or_default();
                let id = Uuid::parse_str(id).unwrap_or_else(|_| panic!("{table}: {id}"));
                // The versions of a course hold the same parts.
                match stored.get_mut(&id) {
                    Some(Stored {
                        kind: known,
                        row: rows,
                    }) if *known == kind => rows.push_str(row),
                    _ => {
                        let row = row.to_owned();
                        stored.insert(id, Stored { kind, row });
                    }
                }
            }
        }
        Self(stored)
    }

    /// The kind of the thing with this id, if there is one.
    pub fn kind(&self, id: Uuid) -> Option<ObjectKind> {
        self.0.get(&id).map(|stored| stored.kind)
    }

    /// What became of the thing with this id since an earlier look.
    pub fn fate(&self, id: Uuid, before: &Self) -> Fate {
        let row = |objects: &Self| objects.0.get(&id).map(|stored| stored.row.clone());
        match (row(before), row(self)) {
            (None, Some(_)) => Fate::Created,
            (before, after) if before == after => Fate::Unchanged,
            _ => Fate::Changed,
        }
    }
}

/// The kind of what a table keeps: tables are called by the plural of its word.
fn kind_of(table: &str) -> Option<ObjectKind> {
    let word = match table {
        "activities" => "activity",
        "classes" => "class",
        "course_units" => "unit",
        "directory_parties" => "directory_party",
        "emergencies" => "emergency",
        "feedback" => "feedback",
        "legal_processes" => "legal_process",
        "privacy_enquiries" => "privacy_enquiry",
        "school_enrollments" => "enrollment",
        plural => plural.strip_suffix('s')?,
    };
    ObjectKind::parse(word)
}

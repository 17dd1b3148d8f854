//! What a copy has of each table of the inventory, by who asked for it.

use domain::{
    access::Relationship,
    age::band::AgeBand,
    category::Category,
    exports::{
        exemption::Exemption,
        reader::{is_held_to_schools, is_shown},
        source::DataSource,
    },
};

use super::declared::{Declared, RowsOf, SchoolShare, Treatment, of_table};
use crate::inventory::{Column, Protection, Table, data_inventory};

/// A column, and whether a copy has it.
#[derive(Clone, Copy, Debug)]
pub struct PlannedColumn {
    /// The column, as the inventory has it.
    pub column: &'static Column,
    /// Why a copy does not have it; `None` if it does.
    pub exempt: Option<Exemption>,
    /// Whether there may be no value: none is stored, or it is about another person.
    pub nullable: bool,
    /// Whether it has a list of the states with lessons in place of the packed ones.
    pub holds_lessons: bool,
    /// Whether it names a person, of whom the copy has the display name.
    pub holds_name: bool,
}

/// A table, and what a copy has of it.
#[derive(Clone, Debug)]
pub struct PlannedTable {
    /// The table, as the inventory has it.
    pub table: &'static Table,
    /// What people call it.
    pub title: &'static str,
    /// Where its data came from.
    pub source: DataSource,
    /// Why a copy has none of it; `None` if it has.
    pub exempt: Option<Exemption>,
    /// Its columns, in the order of the schema.
    pub columns: Vec<PlannedColumn>,
    pub(crate) declared: &'static Declared,
}

impl PlannedTable {
    /// The columns that a copy has.
    pub fn shown(&self) -> impl Iterator<Item = &PlannedColumn> {
        let columns = self.columns.iter();
        columns.filter(|column| self.exempt.is_none() && column.exempt.is_none())
    }
}

/// What a copy has of every table of the inventory that a person in this relationship to the subject asked
/// for; the band is the subject's. A table that is not declared is left out, which a test refuses.
pub fn planned(reader: Relationship, band: AgeBand) -> Vec<PlannedTable> {
    data_inventory()
        .filter_map(|table| Some((table, of_table(table.name)?)))
        .map(|(table, declared)| PlannedTable {
            table,
            title: declared.title,
            source: declared.source,
            exempt: exempt_table(table, declared, reader, band),
            columns: table
                .columns
                .iter()
                .map(|column| planned_column(column, declared, reader, band))
                .collect(),
            declared,
        })
        .collect()
}

fn exempt_table(
    table: &Table,
    declared: &Declared,
    reader: Relationship,
    band: AgeBand,
) -> Option<Exemption> {
    if let RowsOf::Nothing(because) = declared.rows {
        return Some(because);
    }
    if let SchoolShare::Nothing(because) = declared.school
        && is_held_to_schools(reader)
    {
        return Some(because);
    }
    // A row that says that there is something which the reader may not see is not for the reader either.
    let is_withheld = |category| !is_shown(reader, band, category);
    let named = table
        .columns
        .iter()
        .filter(|column| declared.names_person(column.name))
        .filter_map(|column| column.category);
    let mut held = table.columns.iter().filter_map(|column| column.category);
    let is_nothing_left = held.clone().next().is_some() && held.all(is_withheld);
    (is_withheld(Category::Name) || named.into_iter().any(is_withheld) || is_nothing_left)
        .then_some(Exemption::NotForReader)
}

fn planned_column(
    column: &'static Column,
    declared: &Declared,
    reader: Relationship,
    band: AgeBand,
) -> PlannedColumn {
    let treatment = declared.treatment(column.name);
    let withheld = column
        .category
        .is_some_and(|category| !is_shown(reader, band, category));
    let exempt = match (column.protection, column.category, treatment) {
        _ if column.name == "organization_id" => Some(Exemption::Bookkeeping),
        (_, _, Some(Treatment::Exempt(because))) => Some(because),
        _ if withheld => Some(Exemption::NotForReader),
        (Protection::BlindIndex | Protection::Hashed, ..) => Some(Exemption::Digest),
        (Protection::Sealed, None | Some(Category::Credential), _) => Some(Exemption::Secret),
        _ => None,
    };
    let may_be_redacted = matches!(
        treatment,
        Some(
            Treatment::About(_)
                | Treatment::SealedUnder(_)
                | Treatment::SealedAs(..)
                | Treatment::Answer
        )
    );
    let names_person = column.protection == Protection::Identifier && column.category.is_some();
    PlannedColumn {
        column,
        exempt,
        nullable: column.sql.nullable || may_be_redacted || names_person,
        holds_lessons: matches!(treatment, Some(Treatment::Lessons)),
        holds_name: matches!(treatment, Some(Treatment::Staff)),
    }
}

#[cfg(test)]
mod tests {
    use domain::text_enum::TextEnum as _;

    use super::*;

    #[test]
    fn rts_02_no_copy_has_a_secret_or_a_digest() {
        for reader in Relationship::ALL {
            for table in planned(*reader, AgeBand::Adult) {
                for shown in table.shown() {
                    let column = shown.column;
                    let is_open = matches!(
                        column.protection,
                        Protection::Plain | Protection::Identifier | Protection::Sealed
                    );
                    assert!(is_open, "{}.{}", table.table.name, column.name);
                    let is_secret = column.protection == Protection::Sealed
                        && column.category.is_none_or(|is| is == Category::Credential);
                    assert!(!is_secret, "{}.{}", table.table.name, column.name);
                }
            }
        }
    }

    #[test]
    fn rts_02_a_parent_gets_no_less_than_the_child() {
        let of = |reader| -> Vec<String> {
            planned(reader, AgeBand::Child)
                .iter()
                .flat_map(|table| {
                    let name = table.table.name;
                    table
                        .shown()
                        .map(move |shown| format!("{name}.{}", shown.column.name))
                })
                .collect()
        };
        let parents = of(Relationship::Parent);
        let childs = of(Relationship::StudentThemself);
        assert!(childs.iter().all(|column| parents.contains(column)));
        let schools = of(Relationship::SchoolAdmin);
        assert!(schools.iter().all(|column| parents.contains(column)));
        assert!(
            !schools
                .iter()
                .any(|column| column.starts_with("saved_work."))
        );
        assert!(of(Relationship::Teacher).is_empty());
    }
}

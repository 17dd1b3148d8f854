//! How the rows of each table lead to a person, and what of them is in a copy.

mod accounts;
mod learning;
mod records;

use domain::exports::{exemption::Exemption, source::DataSource};

/// How the rows of a table lead to a person.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RowsOf {
    /// One of these columns names the person.
    Person(&'static [&'static str]),
    /// They belong to rows of other tables, step by step, of which the last names the person in one of
    /// these columns.
    Through(&'static [Step], &'static [&'static str]),
    /// None of it is in a copy.
    Nothing(Exemption),
}

/// From a column to the table that it points at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// The column.
    pub(crate) column: &'static str,
    /// The table.
    pub(crate) table: &'static str,
    /// The column of that table.
    pub(crate) key: &'static str,
}

/// What a copy that a school asked for has of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SchoolShare {
    /// All of it.
    Whole,
    /// The rows that meet a condition, in which `{org}` and `{schools}` stand for ids.
    Where(&'static str),
    /// The rows that meet a condition, as far as a teacher was shown them.
    Shown(&'static str, Showing),
    /// None of it.
    Nothing(Exemption),
}

/// How it is told that a teacher was shown a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Showing {
    /// The condition that rows of a class meet, in which `{org}` and `{class}` stand for ids.
    pub(crate) of_class: &'static str,
    /// The column that says when, or on which day, a row became known.
    pub(crate) known: &'static str,
}

/// What becomes of a column, where that does not follow from its class.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Treatment {
    /// It is not in the copy.
    Exempt(Exemption),
    /// It names a member of staff, of whom the copy has the display name.
    Staff,
    /// It is about the person whom this column names.
    About(&'static str),
    /// It was sealed under the key of the person whom this column names.
    SealedUnder(&'static str),
    /// It was sealed for this column of this table, under the key of the person whom that column names
    /// and bound to their id.
    SealedAs(&'static str, &'static str, &'static str),
    /// What a learner wrote or chose: an answer to a prompt is attitudinal (D8b).
    Answer,
    /// The states with lessons, packed.
    Lessons,
    /// A file.
    File,
}

/// What a copy has of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declared {
    /// The table.
    pub(crate) table: &'static str,
    /// What people call it.
    pub(crate) title: &'static str,
    /// Where its data came from.
    pub(crate) source: DataSource,
    /// How its rows lead to a person.
    pub(crate) rows: RowsOf,
    /// What a school gets of it.
    pub(crate) school: SchoolShare,
    /// The column that names who asked for something: a guardian's copy has what they and the student
    /// asked, and not what another parent did.
    pub(crate) asker: Option<&'static str>,
    /// The condition that its rows meet, if not all of them may be told.
    pub(crate) only: Option<&'static str>,
    /// The column to whose id sealed values are bound.
    pub(crate) bound_to: &'static str,
    /// What becomes of columns where that does not follow from their class.
    pub(crate) special: &'static [(&'static str, Treatment)],
}

impl Declared {
    const fn of(
        table: &'static str,
        title: &'static str,
        source: DataSource,
        person: &'static [&'static str],
    ) -> Self {
        Self {
            table,
            title,
            source,
            rows: RowsOf::Person(person),
            school: SchoolShare::Nothing(Exemption::NotForReader),
            asker: None,
            only: None,
            bound_to: "id",
            special: &[],
        }
    }

    const fn exempt(table: &'static str, because: Exemption) -> Self {
        Self {
            rows: RowsOf::Nothing(because),
            ..Self::of(table, "", DataSource::Service, &[])
        }
    }

    const fn through(self, steps: &'static [Step], person: &'static [&'static str]) -> Self {
        Self {
            rows: RowsOf::Through(steps, person),
            ..self
        }
    }

    const fn school(self, school: SchoolShare) -> Self {
        Self { school, ..self }
    }

    const fn asker(self, column: &'static str) -> Self {
        Self {
            asker: Some(column),
            ..self
        }
    }

    const fn only(self, condition: &'static str) -> Self {
        Self {
            only: Some(condition),
            ..self
        }
    }

    const fn bound_to(self, bound_to: &'static str) -> Self {
        Self { bound_to, ..self }
    }

    const fn special(self, special: &'static [(&'static str, Treatment)]) -> Self {
        Self { special, ..self }
    }

    /// The special treatment of a column, if it has one.
    pub(crate) fn treatment(&self, column: &str) -> Option<Treatment> {
        let mut special = self.special.iter();
        let found = special.find(|(name, _)| *name == column);
        found.map(|(_, treatment)| *treatment)
    }

    /// The columns that name the person.
    pub(crate) fn names_person(&self, column: &str) -> bool {
        match self.rows {
            RowsOf::Person(columns) => columns.contains(&column),
            RowsOf::Through(..) | RowsOf::Nothing(_) => false,
        }
    }
}

/// The declaration of a table, if there is one.
pub(crate) fn of_table(table: &str) -> Option<&'static Declared> {
    [accounts::DECLARED, learning::DECLARED, records::DECLARED]
        .into_iter()
        .flatten()
        .find(|declared| declared.table == table)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::inventory::{Column, Protection, Table, data_inventory};

    fn all() -> impl Iterator<Item = &'static Declared> {
        [accounts::DECLARED, learning::DECLARED, records::DECLARED]
            .into_iter()
            .flatten()
    }

    fn column_of(table: &'static Table, name: &str) -> Option<&'static Column> {
        table.columns.iter().find(|column| column.name == name)
    }

    #[test]
    fn rts_02_every_table_of_the_inventory_is_in_a_copy_or_exempt_by_name() {
        let tables: BTreeSet<&str> = data_inventory().map(|table| table.name).collect();
        let declared: BTreeSet<&str> = all().map(|declared| declared.table).collect();
        let missing: Vec<_> = tables.difference(&declared).collect();
        assert!(
            missing.is_empty(),
            "say in persistence/src/exports/declared what a copy has of {missing:?}"
        );
        let imagined: Vec<_> = declared.difference(&tables).collect();
        assert!(imagined.is_empty(), "there are no tables {imagined:?}");
        assert_eq!(all().count(), declared.len(), "a table is declared twice");
    }

    #[test]
    fn what_is_declared_of_columns_exists() {
        for table in data_inventory() {
            let declared = of_table(table.name).unwrap();
            let mut named: Vec<&str> = declared.special.iter().map(|(name, _)| *name).collect();
            for (_, treatment) in declared.special {
                match treatment {
                    Treatment::About(column)
                    | Treatment::SealedUnder(column)
                    | Treatment::SealedAs(_, _, column) => named.push(column),
                    _ => {}
                }
            }
            match declared.rows {
                RowsOf::Person(columns) => named.extend(columns),
                RowsOf::Through(steps, _) => named.push(steps[0].column),
                RowsOf::Nothing(_) => {}
            }
            for column in named {
                assert!(
                    column_of(table, column).is_some(),
                    "{} has no column {column}",
                    table.name
                );
            }
            let has_sealed = !matches!(declared.rows, RowsOf::Nothing(_))
                && table.columns.iter().any(|column| {
                    column.protection == Protection::Sealed
                        && !matches!(declared.treatment(column.name), Some(Treatment::Exempt(_)))
                });
            assert!(
                !has_sealed || column_of(table, declared.bound_to).is_some(),
                "{}: to what are its sealed values bound?",
                table.name
            );
        }
    }

    #[test]
    fn no_table_that_names_a_person_is_exempt_as_being_about_nobody() {
        for table in data_inventory() {
            let about_nobody = matches!(
                of_table(table.name).unwrap().rows,
                RowsOf::Nothing(Exemption::NotPersonal)
            );
            if about_nobody {
                let personal = table
                    .columns
                    .iter()
                    .find(|column| column.category.is_some());
                assert!(personal.is_none(), "{} is about people", table.name);
            }
        }
    }
}

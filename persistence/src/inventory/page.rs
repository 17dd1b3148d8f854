//! The inventory as a page for an auditor.

use std::fmt::Write as _;

use domain::{category::Category, text_enum::TextEnum};

use super::{Column, data_inventory};

/// The page, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Data inventory\n\nPrinted from `persistence/src/schema/tables`; `just update` rewrites it. \
         A test compares it with the schema of both databases. Categories and retention rules are \
         those of the schedule (RET-02).\n",
    );
    for table in data_inventory() {
        let _written = write!(
            page,
            "\n## {}\n\nPurpose: {}.\n\n| column | category | kept | protection |\n|---|---|---|---|\n",
            table.name,
            table.purpose.as_str().replace('_', " "),
        );
        for column in table.columns {
            let _written = writeln!(
                page,
                "| {} | {} | {} | {} |",
                column.name,
                column
                    .category
                    .map_or("–", Category::as_str)
                    .replace('_', " "),
                table.kept.of(column),
                protection(column),
            );
        }
    }
    page
}

fn protection(column: &Column) -> String {
    let protection = column.protection.as_str();
    match column.because {
        Some(because) => format!("{protection}: {because}"),
        None => protection.to_owned(),
    }
}

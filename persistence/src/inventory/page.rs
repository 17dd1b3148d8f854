//! The inventory as a page for an auditor.

use std::fmt::Write as _;

use domain::{category::Category, text_enum::TextEnum};

use super::{Protection, data_inventory, reviewed};

/// The page, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Data inventory\n\nPrinted from `persistence/src/inventory`; `just update` rewrites it. \
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
                protection(table.name, column.name, column.protection),
            );
        }
    }
    page
}

fn protection(table: &str, column: &str, protection: Protection) -> String {
    let accepted = reviewed()
        .iter()
        .find(|reviewed| reviewed.table == table && reviewed.column == column);
    match accepted {
        Some(accepted) => format!("{}: {}", protection.as_str(), accepted.because),
        None => protection.as_str().to_owned(),
    }
}

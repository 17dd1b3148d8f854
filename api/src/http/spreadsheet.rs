//! CSV (RFC 4180) that a spreadsheet reads as text and never runs as a formula.

use std::borrow::Cow;

use super::answer::Answer;
use crate::problem::ApiError;

const FAILED: ApiError = ApiError::Internal("failed to encode a table");

/// A cell that begins so is taken for a formula by spreadsheets (OWASP, "CSV Injection"), in full
/// width where a keyboard for Chinese, Japanese or Korean writes it so.
const BEGINS_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Tells spreadsheets that what follows is UTF-8. Without it some read `é` as two letters.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A table in the making.
pub struct Spreadsheet(csv::Writer<Vec<u8>>);

impl Spreadsheet {
    /// A table with these columns.
    ///
    /// # Errors
    /// If they do not encode.
    pub fn of<'a>(columns: impl IntoIterator<Item = &'a str>) -> Result<Self, ApiError> {
        let mut table = Self::empty();
        table.row(columns)?;
        Ok(table)
    }

    fn empty() -> Self {
        let mut format = csv::WriterBuilder::new();
        format
            .terminator(csv::Terminator::CRLF)
            .quote_style(csv::QuoteStyle::Always);
        Self(format.from_writer(BYTE_ORDER_MARK.into()))
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If it does not encode.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), ApiError> {
        let cells = cells.into_iter().map(harmless).map(Cow::into_owned);
        self.0.write_record(cells).map_err(|_| FAILED)
    }

    /// The answer with the table as a file that is kept under a name.
    ///
    /// # Errors
    /// If the table does not encode.
    pub fn answer(self, disposition: &'static str) -> Result<Answer, ApiError> {
        let bytes = self.bytes().ok_or(FAILED)?;
        Ok(Answer::file("text/csv; charset=utf-8", disposition, bytes))
    }

    /// The table, encoded; `None` if it does not encode.
    pub fn bytes(self) -> Option<Vec<u8>> {
        self.0.into_inner().ok()
    }
}

/// The cell, behind an apostrophe if it would begin a formula.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(BEGINS_FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_begin_a_formula_stands_behind_an_apostrophe() {
        for formula in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(A1)",
        ] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for text in ["", "Ada E.", "1-1", " =1", "'=1"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn every_cell_is_quoted_behind_a_mark_for_utf_8() {
        let mut table = Spreadsheet::empty();
        table
            .row(["Ada \"Al\" É.", "a,b", "c\nd", "7", ""])
            .unwrap();
        let bytes = table.bytes().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{feff}\"Ada \"\"Al\"\" É.\",\"a,b\",\"c\nd\",\"7\",\"\"\r\n"
        );
    }
}

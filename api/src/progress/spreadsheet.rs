//! CSV (RFC 4180) that a spreadsheet reads as text and never runs as a formula.

use std::borrow::Cow;

/// A cell that begins so is taken for a formula by spreadsheets (OWASP, "CSV Injection"), in full
/// width where a keyboard for Chinese, Japanese or Korean writes it so.
const BEGINS_FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Tells spreadsheets that what follows is UTF-8. Without it some read `é` as two letters.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A table in the making.
pub(super) struct Spreadsheet(csv::Writer<Vec<u8>>);

impl Spreadsheet {
    /// An empty table.
    pub(super) fn new() -> Self {
        let mut format = csv::WriterBuilder::new();
        format
            .terminator(csv::Terminator::CRLF)
            .quote_style(csv::QuoteStyle::Always);
        Self(format.from_writer(BYTE_ORDER_MARK.into()))
    }

    /// Adds a row.
    pub(super) fn row<'a>(
        &mut self,
        cells: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), csv::Error> {
        let cells = cells.into_iter().map(harmless);
        self.0.write_record(cells.map(Cow::into_owned))
    }

    /// The bytes of the table.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
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
        let mut table = Spreadsheet::new();
        table
            .row(["Ada \"Al\" É.", "a,b", "c\nd", "7", ""])
            .unwrap();
        let bytes = table.finish().unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "\u{feff}\"Ada \"\"Al\"\" É.\",\"a,b\",\"c\nd\",\"7\",\"\"\r\n"
        );
    }
}

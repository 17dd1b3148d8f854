//! How the text of a file is written: in UTF-8, as the standard wants it, or in Windows-1252, as
//! spreadsheets save it.

use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;

/// How the text of a file is written, as far as it was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Only ASCII was seen, which is the same in both.
    #[default]
    Undecided,
    /// Letters beyond ASCII are UTF-8. A cell that is not is damaged.
    Utf8,
    /// The first letter beyond ASCII was none of UTF-8, so that nothing in the file was meant so.
    Windows1252,
}

impl Encoding {
    /// Decides by the first row that has letters beyond ASCII.
    pub(super) fn judge(&mut self, record: &ByteRecord) {
        if *self != Self::Undecided || record.as_slice().is_ascii() {
            return;
        }
        let mut telling = record.iter().filter(|cell| !cell.is_ascii());
        *self = if telling.any(|cell| std::str::from_utf8(cell).is_ok()) {
            Self::Utf8
        } else {
            Self::Windows1252
        };
    }

    /// The row in UTF-8, if it is not.
    pub(super) fn decode(self, record: &ByteRecord) -> Option<ByteRecord> {
        if self != Self::Windows1252 || record.as_slice().is_ascii() {
            return None;
        }
        let cells = record
            .iter()
            .map(|cell| WINDOWS_1252.decode_without_bom_handling(cell).0);
        Some(cells.map(|cell| cell.into_owned().into_bytes()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Encoding;
    use csv::ByteRecord;

    #[test]
    fn the_first_letter_beyond_ascii_decides() {
        let (ascii, utf8) = (ByteRecord::from(vec!["Ada"]), ByteRecord::from(vec!["Zoë"]));
        let other = ByteRecord::from(vec![b"Zo\xeb".to_vec()]);
        let after = |records: &[&ByteRecord]| {
            let mut encoding = Encoding::default();
            for record in records {
                encoding.judge(record);
            }
            encoding
        };
        assert_eq!(after(&[&ascii]), Encoding::Undecided);
        assert_eq!(after(&[&ascii, &utf8, &other]), Encoding::Utf8);
        assert_eq!(after(&[&ascii, &other, &utf8]), Encoding::Windows1252);
        assert_eq!(Encoding::Windows1252.decode(&other), Some(utf8));
        assert_eq!(Encoding::Windows1252.decode(&ascii), None);
        assert_eq!(Encoding::Utf8.decode(&other), None);
    }
}

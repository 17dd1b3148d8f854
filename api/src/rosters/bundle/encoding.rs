//! How the text of a file is written: in UTF-8, as the standard wants it, or in Windows-1252, as
//! spreadsheets save it.

use std::io::{self, Read};

use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;

/// Bytes looked through at a time.
const BLOCK: usize = 64 << 10;
/// Bytes of a cell at most that are looked at: a longer one is not read either.
const LONGEST_CELL: usize = 256 << 10;

/// How the text of a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Letters beyond ASCII are UTF-8, or there are none. A cell that is not is damaged.
    Utf8,
    /// No cell with letters beyond ASCII is UTF-8, so that nothing in the file was meant so.
    Windows1252,
}

impl Encoding {
    /// Decides by all cells of a file: one that is UTF-8 is no accident, and one that is not may be.
    pub(super) fn of(mut text: impl Read) -> io::Result<Self> {
        let mut block = vec![0; BLOCK];
        let mut cell = Vec::new();
        let mut found_other = false;
        loop {
            let count = text.read(&mut block)?;
            let read = block.get(..count).unwrap_or_default();
            let parts: Vec<&[u8]> = read
                .split(|byte| matches!(byte, b',' | b';' | b'\t' | b'\n'))
                .collect();
            for (place, part) in parts.iter().enumerate() {
                if cell.len() < LONGEST_CELL {
                    cell.extend_from_slice(part);
                }
                if place + 1 == parts.len() && count > 0 {
                    break;
                }
                match std::str::from_utf8(&cell) {
                    Ok(text) if text.is_ascii() => {}
                    Ok(_) => return Ok(Self::Utf8),
                    Err(_) => found_other = true,
                }
                cell.clear();
            }
            if count == 0 {
                return Ok(if found_other {
                    Self::Windows1252
                } else {
                    Self::Utf8
                });
            }
        }
    }

    /// Text of rows that were decoded, as the file has it.
    pub(super) fn encode(self, text: Vec<u8>) -> Vec<u8> {
        match (self, std::str::from_utf8(&text)) {
            (Self::Windows1252, Ok(decoded)) => WINDOWS_1252.encode(decoded).0.into_owned(),
            _ => text,
        }
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
    fn one_cell_in_utf_8_decides_wherever_it_stands() {
        for (text, encoding) in [
            (&b"Ada\n"[..], Encoding::Utf8),
            (b"", Encoding::Utf8),
            (b"a,Zo\xeb\n", Encoding::Windows1252),
            (b"a,Zo\xeb\nb,Zo\xc3\xab\n", Encoding::Utf8),
            (b"a,Zo\xc3\xab\nb,Zo\xeb\n", Encoding::Utf8),
            (b"Zo\xeb,Zo\xc3\xab", Encoding::Utf8),
        ] {
            assert_eq!(Encoding::of(text).unwrap(), encoding, "{text:?}");
        }
    }

    #[test]
    fn a_letter_that_two_blocks_share_is_one_letter() {
        let mut text = vec![b'a'; super::BLOCK - 1];
        text.extend_from_slice("ë".as_bytes());
        assert_eq!(Encoding::of(text.as_slice()).unwrap(), Encoding::Utf8);
    }

    #[test]
    fn a_row_in_windows_1252_is_decoded() {
        let (ascii, utf8) = (ByteRecord::from(vec!["Ada"]), ByteRecord::from(vec!["Zoë"]));
        let other = ByteRecord::from(vec![b"Zo\xeb".to_vec()]);
        assert_eq!(Encoding::Windows1252.decode(&other), Some(utf8));
        assert_eq!(Encoding::Windows1252.decode(&ascii), None);
        assert_eq!(Encoding::Utf8.decode(&other), None);
    }
}

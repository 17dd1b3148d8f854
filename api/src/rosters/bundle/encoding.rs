//! How the text of a file is written: in UTF-8, as the standard wants it, or in Windows-1252, as
//! spreadsheets save it. What it may be otherwise is named, and never read on a guess.

use std::io::{self, Read};

use csv::ByteRecord;
use domain::rosters::RefusalCode;
use encoding_rs::{SHIFT_JIS, WINDOWS_1252};

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
    /// The same, and letters stand where Mac OS Roman has them and Windows-1252 has none. It is read as
    /// Windows-1252.
    PerhapsMacRoman,
}

/// Why a text is not read.
pub(super) enum Unreadable {
    /// The bytes cannot be had.
    Broken,
    /// It is written in a way that is none of these.
    Foreign(RefusalCode),
}

impl From<io::Error> for Unreadable {
    fn from(_: io::Error) -> Self {
        Self::Broken
    }
}

impl Encoding {
    /// Decides by all cells of a file: one that is UTF-8 is no accident, and one that is not may be.
    pub(super) fn of(mut text: impl Read) -> Result<Self, Unreadable> {
        let mut block = vec![0; BLOCK];
        let mut cell = Vec::new();
        let mut found = Other::default();
        let mut is_first = true;
        loop {
            let count = text.read(&mut block)?;
            let read = block.get(..count).unwrap_or_default();
            if std::mem::take(&mut is_first) && begins_as_utf_16(read) {
                return Err(Unreadable::Foreign(RefusalCode::Utf16));
            }
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
                    Err(_) => found.look_at(&cell),
                }
                cell.clear();
            }
            if count == 0 {
                return found.judge();
            }
        }
    }

    /// Text of rows that were decoded, as the file has it.
    pub(super) fn encode(self, text: Vec<u8>) -> Vec<u8> {
        match (self, std::str::from_utf8(&text)) {
            (Self::Windows1252 | Self::PerhapsMacRoman, Ok(decoded)) => {
                WINDOWS_1252.encode(decoded).0.into_owned()
            }
            _ => text,
        }
    }

    /// The row in UTF-8, if it is not.
    pub(super) fn decode(self, record: &ByteRecord) -> Option<ByteRecord> {
        if self == Self::Utf8 || record.as_slice().is_ascii() {
            return None;
        }
        let cells = record
            .iter()
            .map(|cell| WINDOWS_1252.decode_without_bom_handling(cell).0);
        Some(cells.map(|cell| cell.into_owned().into_bytes()).collect())
    }
}

/// Whether a text begins with the mark of UTF-16, or with a letter of ASCII in it.
fn begins_as_utf_16(text: &[u8]) -> bool {
    match text {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => true,
        [0, letter, ..] | [letter, 0, ..] => letter.is_ascii_alphabetic(),
        _ => false,
    }
}

/// What cells tell that are not UTF-8.
#[derive(Default)]
struct Other {
    cells: usize,
    /// Cells that are Shift JIS and nothing but signs of Japanese in it.
    japanese: usize,
    /// Letters where Windows-1252 has them and Mac OS Roman has signs.
    western: usize,
    /// Letters of Mac OS Roman where Windows-1252 has signs or nothing.
    mac: usize,
}

impl Other {
    fn look_at(&mut self, cell: &[u8]) {
        self.cells += 1;
        let (text, _, has_errors) = SHIFT_JIS.decode(cell);
        let is_japanese = |sign: char| matches!(sign, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff9f}');
        let is_sign = |sign: char| sign == '"' || sign.is_whitespace();
        let whole = text.trim_matches(is_sign);
        if !has_errors && whole.chars().all(|sign| is_japanese(sign) || sign == ' ') {
            self.japanese += 1;
        }
        for pair in cell.windows(2) {
            let [before, sign] = *pair else { continue };
            match sign {
                0xc0..=0xff => self.western += 1,
                // á à ä ã å ç é è ê ë í ì ï ñ ó ò ô õ ú ù ü behind a letter, where Windows-1252 has
                // daggers, quotation marks and dashes.
                0x81 | 0x82 | 0x84..=0x89 | 0x8b | 0x8d | 0x8f..=0x99 | 0x9b | 0x9d
                    if before.is_ascii_alphabetic() =>
                {
                    self.mac += 1;
                }
                _ => {}
            }
        }
    }

    fn judge(self) -> Result<Encoding, Unreadable> {
        match self {
            Self { cells: 0, .. } => Ok(Encoding::Utf8),
            Self {
                cells, japanese, ..
            } if cells == japanese => Err(Unreadable::Foreign(RefusalCode::ShiftJis)),
            Self {
                western: 0,
                mac: 1..,
                ..
            } => Ok(Encoding::PerhapsMacRoman),
            _ => Ok(Encoding::Windows1252),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Unreadable};
    use csv::ByteRecord;
    use domain::rosters::RefusalCode;

    fn of(text: &[u8]) -> Result<Encoding, RefusalCode> {
        Encoding::of(text).map_err(|unreadable| match unreadable {
            Unreadable::Broken => RefusalCode::UnreadableEntry,
            Unreadable::Foreign(code) => code,
        })
    }

    #[test]
    fn what_is_written_otherwise_is_named() {
        for (text, expected) in [
            (&b"\xff\xfes\0"[..], Err(RefusalCode::Utf16)),
            (b"\xfe\xff\0s", Err(RefusalCode::Utf16)),
            (b"s\0o\0u\0", Err(RefusalCode::Utf16)),
            (b"\0s\0o", Err(RefusalCode::Utf16)),
            // 佐藤, 花子
            (
                b"1,\x8d\xb2\x93\xa1,\x89\xd4\x8e\x71\n",
                Err(RefusalCode::ShiftJis),
            ),
            (b"1,\"\x8d\xb2\x93\xa1\",Ana\n", Err(RefusalCode::ShiftJis)),
            (b"1,\x8d\xb2\x93\xa1,Zo\xeb\n", Ok(Encoding::Windows1252)),
            // Zoë, Peña
            (b"1,Zo\x91,Pe\x96a\n", Ok(Encoding::PerhapsMacRoman)),
            (b"1,O\x92Brien,Zo\xeb\n", Ok(Encoding::Windows1252)),
            (b"1,\x8ei\x9eek\n", Ok(Encoding::Windows1252)),
        ] {
            assert_eq!(of(text), expected, "{text:?}");
        }
    }

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
            assert_eq!(of(text), Ok(encoding), "{text:?}");
        }
    }

    #[test]
    fn a_letter_that_two_blocks_share_is_one_letter() {
        let mut text = vec![b'a'; super::BLOCK - 1];
        text.extend_from_slice("ë".as_bytes());
        assert_eq!(of(&text), Ok(Encoding::Utf8));
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

//! What sets the cells of a file apart: commas, as the standard wants it, or what spreadsheets of
//! other countries write.

use std::io::{self, Read};

/// Bytes of a file in which its header is looked for.
const HEADER: u64 = 16 << 10;
/// What some spreadsheets write above the header: `sep=` and the sign.
const DECLARED: &[u8] = b"sep=";
/// The mark before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What sets cells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// Decides by the first line of a file that is not blank: by what it declares, or by what is in it most. No column
    /// of the standard has any of these signs in its name.
    pub(super) fn of(text: impl Read) -> io::Result<Self> {
        let mut header = Vec::new();
        text.take(HEADER).read_to_end(&mut header)?;
        let header = header.strip_prefix(MARK).unwrap_or(&header);
        let mut lines = header.split(|byte| matches!(byte, b'\n' | b'\r'));
        let line = lines.find(|line| !line.is_empty());
        let line = line.unwrap_or_default();
        let signs = line.strip_prefix(DECLARED).unwrap_or(line);
        let count = |separator: &Self| signs.split(|sign| *sign == separator.sign()).count();
        // Of several that are there equally often the last counts, so the comma is asked last.
        let most = Self::ALL.into_iter().rev().max_by_key(count);
        Ok(most.unwrap_or(Self::Comma))
    }

    /// The sign.
    pub(super) const fn sign(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }

    /// Whether a row declares a separator and nothing else.
    pub(super) fn is_declared_by(cells: &[u8]) -> bool {
        let text = cells.strip_prefix(MARK).unwrap_or(cells);
        text.strip_prefix(DECLARED)
            .is_some_and(|sign| sign.len() <= 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Separator;

    #[test]
    fn the_header_or_what_stands_above_it_tells_the_separator() {
        for (text, separator) in [
            (&b"sourcedId,status,name\n"[..], Separator::Comma),
            (
                b"sourcedId;status;name\r\n1;a,b,c,d;x",
                Separator::Semicolon,
            ),
            (b"\xef\xbb\xbfsourcedId\tstatus", Separator::Tab),
            (b"sep=;\r\nsourcedId;status", Separator::Semicolon),
            (b"sep=\t\nsourcedId\tstatus", Separator::Tab),
            (b"sourcedId\n", Separator::Comma),
            (b"", Separator::Comma),
        ] {
            assert_eq!(Separator::of(text).unwrap(), separator, "{text:?}");
        }
    }
}

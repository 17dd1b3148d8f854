//! One line that is what it looks like: any sign that is seen, in any script.
//!
//! Refused is what is not seen, or makes others read otherwise than they are (Unicode Technical Report
//! #36 §2.8). Joiners and variation selectors are not seen either, and yet belong to the spelling of
//! names in many scripts, and to pictographs: they are taken where they have an effect.

use std::borrow::Cow;

use super::TextRefusal;

/// Checks that a text is one line: no control and no unseen characters, no space at either end.
///
/// # Errors
/// [`TextRefusal::NotALine`].
pub(super) fn line(text: &str) -> Result<(), TextRefusal> {
    if text.trim() == text && matches!(seen(text), Cow::Borrowed(_)) {
        Ok(())
    } else {
        Err(TextRefusal::NotALine)
    }
}

/// The text without what cannot stand in a line.
pub fn seen(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if stands(kept.chars().next_back(), sign, signs.peek().copied()) {
            kept.push(sign);
        }
    }
    if kept.len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(kept)
    }
}

/// Whether a sign can stand between these two.
fn stands(before: Option<char>, sign: char, after: Option<char>) -> bool {
    match sign {
        ' '..='~' => true,
        '\u{200C}' | '\u{200D}' => joins(before, after),
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => varies(before, after),
        '\u{180B}'..='\u{180F}' => before.is_some_and(is_mongolian),
        _ => !(is_control(sign) || is_direction(sign) || is_invisible(sign)),
    }
}

fn is_control(sign: char) -> bool {
    sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}')
}

/// Marks, embeddings, overrides and isolates (UAX 9 §2).
fn is_direction(sign: char) -> bool {
    matches!(
        sign,
        '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
    )
}

/// What Unicode lets a reader ignore (`Default_Ignorable_Code_Point`), and what is blank without being
/// a space.
pub(super) fn is_invisible(sign: char) -> bool {
    matches!(
        sign,
        '\u{AD}'
            | '\u{34F}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a joiner has an effect: after a virama (RFC 5892 A.1, A.2), between letters of a script that
/// joins, or between pictographs.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
    before.is_some_and(is_virama) || both(is_joining) || both(is_pictograph)
}

/// Whether a variation selector has an effect: after an ideograph or a pictograph, or in a keycap.
fn varies(before: Option<char>, after: Option<char>) -> bool {
    let is_keycap = |sign: char| {
        matches!(sign, '0'..='9' | '#' | '*') && after.is_some_and(|next| next == '\u{20E3}')
    };
    before.is_some_and(|sign| {
        is_ideograph(sign) || is_keycap(sign) || (is_pictograph(sign) && sign != '\u{FE0F}')
    })
}

fn is_virama(sign: char) -> bool {
    matches!(
        sign,
        '\u{94D}'
            | '\u{9CD}'
            | '\u{A4D}'
            | '\u{ACD}'
            | '\u{B4D}'
            | '\u{BCD}'
            | '\u{C4D}'
            | '\u{CCD}'
            | '\u{D4D}'
            | '\u{DCA}'
            | '\u{F84}'
            | '\u{1039}'
            | '\u{103A}'
            | '\u{17D2}'
            | '\u{1B44}'
            | '\u{A9C0}'
            | '\u{11046}'
            | '\u{110B9}'
            | '\u{11133}'
    )
}

/// Arabic, Syriac, N'Ko, Mandaic, the scripts of India and their kin, Mongolian, Adlam.
fn is_joining(sign: char) -> bool {
    matches!(
        sign,
        '\u{620}'..='\u{6FF}'
            | '\u{700}'..='\u{7FF}'
            | '\u{840}'..='\u{DFF}'
            | '\u{F00}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{1820}'..='\u{18AF}'
            | '\u{1A20}'..='\u{1AAD}'
            | '\u{1B00}'..='\u{1C4F}'
            | '\u{A800}'..='\u{A82F}'
            | '\u{A840}'..='\u{A8FF}'
            | '\u{A980}'..='\u{AAFF}'
            | '\u{ABC0}'..='\u{ABFF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{11000}'..='\u{11FFF}'
            | '\u{1E900}'..='\u{1E95F}'
    )
}

fn is_mongolian(sign: char) -> bool {
    matches!(sign, '\u{1820}'..='\u{18AA}')
}

fn is_ideograph(sign: char) -> bool {
    matches!(
        sign,
        '\u{2E80}'..='\u{2FDF}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFD}'
    )
}

fn is_pictograph(sign: char) -> bool {
    matches!(
        sign,
        '\u{A9}'
            | '\u{AE}'
            | '\u{203C}'
            | '\u{2049}'
            | '\u{2122}'
            | '\u{2139}'
            | '\u{2190}'..='\u{27FF}'
            | '\u{2900}'..='\u{2BFF}'
            | '\u{3030}'
            | '\u{303D}'
            | '\u{FE0F}'
            | '\u{1F000}'..='\u{1FAFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_does_not_turn_around_break_or_hide_anything() {
        let turns = ('\u{202A}'..='\u{202E}').chain('\u{2066}'..='\u{2069}');
        let unseen = [
            '\n',
            '\u{7}',
            '\u{85}',
            '\u{AD}',
            '\u{34F}',
            '\u{61C}',
            '\u{115F}',
            '\u{180E}',
            '\u{200B}',
            '\u{200C}',
            '\u{200D}',
            '\u{200E}',
            '\u{200F}',
            '\u{2028}',
            '\u{2060}',
            '\u{2800}',
            '\u{3164}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{E0041}',
            '\u{E0100}',
        ];
        for sign in turns.chain(unseen) {
            for text in [
                format!("A{sign}da"),
                format!("Ada{sign}"),
                format!("{sign}Ada"),
            ] {
                assert_eq!(line(&text), Err(TextRefusal::NotALine), "{text:?}");
                assert_eq!(seen(&text), "Ada", "{text:?}");
            }
        }
        for text in [" Ada", "Ada ", "Ada\u{3000}"] {
            assert_eq!(line(text), Err(TextRefusal::NotALine), "{text:?}");
        }
    }

    #[test]
    fn joiners_and_selectors_stay_where_they_have_an_effect() {
        for text in [
            "شاه\u{200C}رخ",
            "ක්\u{200D}රිස්",
            "രാജന്\u{200D}",
            "র\u{200D}্যাব",
            "葛\u{E0100}城",
            "ᠠ\u{180B}",
            "Stars ⭐\u{FE0F}",
            "❤\u{FE0F}\u{200D}🔥",
            "Room 1\u{FE0F}\u{20E3}",
            "👩\u{200D}🏫",
        ] {
            assert_eq!(line(text), Ok(()), "{text:?}");
        }
        for (text, kept) in [
            ("علی\u{200C}", "علی"),
            ("علی\u{200C}\u{200C}رضا", "علی\u{200C}رضا"),
            ("\u{200D}ශ", "ශ"),
            ("ع\u{200D}A", "عA"),
            ("Room 1\u{FE0F}", "Room 1"),
        ] {
            assert_eq!(line(text), Err(TextRefusal::NotALine), "{text:?}");
            assert_eq!(seen(text), kept);
        }
    }
}

//! One line that is what it looks like.

use super::TextRefusal;

/// Checks that a text is one line: any human script, no control and no unseen characters, no space
/// at either end.
///
/// # Errors
/// [`TextRefusal::NotALine`].
pub(super) fn line(text: &str) -> Result<(), TextRefusal> {
    let mut before = None;
    for sign in text.chars() {
        let is_stray = is_joiner(sign) && !before.is_some_and(takes_joiners);
        if is_stray || is_unseen(sign) {
            return Err(TextRefusal::NotALine);
        }
        if !is_joiner(sign) {
            before = Some(sign);
        }
    }
    if text.trim() == text {
        Ok(())
    } else {
        Err(TextRefusal::NotALine)
    }
}

/// Whether a sign is not seen, or makes others read otherwise than they are (Unicode Technical Report
/// #36 §2.8; the `Default_Ignorable_Code_Point` of UAX 44 without variants of ideographs). Joiners
/// are not among them.
pub fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'
                | '\u{1160}'
                | '\u{17B4}'
                | '\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF0}'..='\u{FFFB}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E00FF}'
        )
}

/// The zero-width joiner and non-joiner, which change how letters are drawn.
fn is_joiner(sign: char) -> bool {
    matches!(sign, '\u{200C}' | '\u{200D}')
}

/// Whether letters of its script are written with joiners: Arabic and its relatives, the scripts of
/// India, Myanmar, Khmer and Mongolian (UTR #36 §2.8, UAX 31 §2.3).
fn takes_joiners(sign: char) -> bool {
    matches!(
        sign,
        '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}' | '\u{1800}'..='\u{18AF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_does_not_turn_around_break_or_hide_anything() {
        for text in [
            "Ada\u{202E}",
            "\u{200B}",
            "A\u{2060}da",
            "Ada\u{2028}B",
            "Ada\nB",
            "\u{2066}Ada",
            "Ada\u{200F}",
            "Ada\u{E0041}",
            "\u{3164}",
            " Ada",
            "Ada ",
        ] {
            assert_eq!(line(text), Err(TextRefusal::NotALine), "{text:?}");
        }
    }

    #[test]
    fn joiners_stay_where_a_script_needs_them() {
        assert_eq!(line("شاه\u{200C}رخ"), Ok(()));
        assert_eq!(line("ක්\u{200D}රිස්"), Ok(()));
        assert_eq!(line("Ada\u{200D}"), Err(TextRefusal::NotALine));
        assert_eq!(line("\u{200C}Ada"), Err(TextRefusal::NotALine));
    }
}

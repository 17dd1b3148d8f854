//! What the family contests and refuses, on the page.

use maud::{Markup, html};

use super::{
    Shown,
    sections::{day, table},
    vocabulary::Spoken as _,
    words::words,
};

/// What is disputed, and the statements of disagreement.
pub(super) fn contested(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let rows: Vec<Vec<Markup>> = shown
        .record
        .contested
        .iter()
        .map(|entry| {
            vec![
                html! { (entry.part.spoken(shown.language)) },
                day(Some(entry.since)),
                html! { (entry.statement.as_deref().unwrap_or(words.in_dispute)) },
            ]
        })
        .collect();
    let columns = [words.part, words.from, words.statement];
    table(words, words.contested, &columns, &rows)
}

/// The types of directory information that are refused.
pub(super) fn refused(shown: &Shown) -> Markup {
    let words = words(shown.language);
    let refused = shown.record.refused.iter();
    let rows: Vec<Vec<Markup>> = refused
        .map(|refused| {
            vec![
                html! { (refused.of.spoken(shown.language)) },
                day(Some(refused.since)),
            ]
        })
        .collect();
    table(words, words.refused, &[words.part, words.from], &rows)
}

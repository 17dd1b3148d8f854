//! The settings of the student's account on the page.

use domain::settings::texts::{texts_of, value_in_words};
use maud::{Markup, html};

use super::{Shown, sections::table, words::words};

pub(super) fn settings(shown: &Shown) -> Markup {
    let (words, language) = (words(shown.language), shown.language);
    let rows: Vec<Vec<Markup>> = shown
        .record
        .settings
        .iter()
        .map(|(setting, value)| {
            vec![
                html! { (texts_of(*setting, language).title) },
                html! { (value_in_words(*value, language)) },
            ]
        })
        .collect();
    table(words, words.settings, &[words.setting, words.value], &rows)
}

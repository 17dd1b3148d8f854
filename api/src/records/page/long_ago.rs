//! What remains of courses whose lessons were so long ago that their states ended.

use maud::{Markup, html};

use super::{Shown, sections::table, vocabulary::Spoken as _, words::words};

pub(super) fn long_ago(shown: &Shown) -> Markup {
    let (words, language) = (words(shown.language), shown.language);
    let completions = &shown.record.learning.completions;
    if completions.is_empty() {
        return html! {};
    }
    let columns = [words.course, words.standing, words.last_there];
    let rows: Vec<Vec<Markup>> = completions
        .iter()
        .map(|completion| {
            vec![
                html! { (completion.title) },
                html! { (completion.status.spoken(language)) },
                html! { (completion.last_on) },
            ]
        })
        .collect();
    table(words, words.long_ago, &columns, &rows)
}

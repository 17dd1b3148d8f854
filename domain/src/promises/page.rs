//! The register as a page for people.

use std::fmt::Write as _;

use super::{Promise, PromiseState, PromiseSubject, about};
use crate::text_enum::TextEnum as _;

const HEAD: &str = "# The promises

Printed from `domain/src/promises`; `just update` rewrites it. The same register is at \
`GET /v1/promises`. A test compares each operation, rule and test that it names with what is there.
";

/// The page, in Markdown.
pub fn page() -> String {
    let mut page = HEAD.to_owned();
    for state in PromiseState::ALL {
        let number = PromiseSubject::ALL
            .iter()
            .flat_map(|subject| about(*subject))
            .filter(|promise| promise.state == *state)
            .count();
        let _ = write!(page, "\n- {}: {number}", state.as_str().replace('_', " "));
    }
    page.push('\n');
    for subject in PromiseSubject::ALL {
        let _ = write!(
            page,
            "\n## {}\n\n| # | promise | state | operations | rules | tests | missing |\n|---|---|---|---|---|---|---|\n",
            capital(subject.as_str())
        );
        for promise in about(*subject) {
            line(&mut page, promise);
        }
    }
    page
}

fn line(page: &mut String, promise: &Promise) {
    let _ = writeln!(
        page,
        "| {} | {} | {} | {} | {} | {} | {} |",
        promise.number,
        promise.promise,
        promise.state.as_str().replace('_', " "),
        code(promise.operations),
        promise.rules.join(", "),
        code(promise.tests),
        promise.missing,
    );
}

fn code(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_page_is_the_register() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/promises.md");
        if std::env::var_os("HALLPASS_UPDATE").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        let checked_in = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            checked_in == page(),
            "docs/promises.md is stale: run `just update` and review"
        );
    }
}

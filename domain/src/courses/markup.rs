//! Which markup course text may hold: Markdown without HTML, with links to `https` only.
//!
//! The rules look at the characters and not at the parsed Markdown, so that they hold whichever
//! renderer a client uses. They refuse a few harmless texts for it (`a <b`, `list[0](x)`): an
//! author puts a space in, or a code exercise takes the code, where Markdown does not apply.

/// Schemes that a renderer may turn into a link or run without `//` behind the colon.
const REFUSED_SCHEMES: [&str; 8] = [
    "javascript:",
    "vbscript:",
    "data:",
    "mailto:",
    "tel:",
    "sms:",
    "file:",
    "blob:",
];

/// Whether the text holds something that a Markdown renderer would pass on as HTML: `<` before a
/// letter, `/`, `!` or `?` (`CommonMark` §6.6), unless it opens an `<https://…>` link.
pub(super) fn holds_html(text: &str) -> bool {
    text.split('<').skip(1).any(|rest| {
        let opens_a_tag = rest
            .chars()
            .next()
            .is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next));
        opens_a_tag && !rest.starts_with("https://")
    })
}

/// Whether Markdown text links to something other than an absolute `https` address.
pub(super) fn links_beyond_https(text: &str) -> bool {
    let lowercase = text.to_ascii_lowercase();
    names_other_scheme(&lowercase)
        || lowercase.split("](").skip(1).any(leads_elsewhere)
        || lowercase
            .lines()
            .any(|line| definition_target(line).is_some_and(leads_elsewhere))
}

/// Whether text that is not Markdown (code, output) names an address other than `https`.
pub(super) fn addresses_beyond_https(text: &str) -> bool {
    names_other_scheme(&text.to_ascii_lowercase())
}

fn leads_elsewhere(target: &str) -> bool {
    let target = target.trim_start();
    !target
        .strip_prefix('<')
        .unwrap_or(target)
        .starts_with("https://")
}

/// The target of a link reference definition (`CommonMark` §4.7), also inside a quote or a list.
fn definition_target(line: &str) -> Option<&str> {
    line.trim_start_matches(|c: char| {
        c.is_whitespace() || ">-*+.)".contains(c) || c.is_ascii_digit()
    })
    .strip_prefix('[')?
    .split_once("]:")
    .map(|(_, target)| target)
}

fn names_other_scheme(lowercase: &str) -> bool {
    let mut before = lowercase;
    while let Some((scheme, _)) = before.rsplit_once("://") {
        if !ends_with_word(scheme, "https") {
            return true;
        }
        before = scheme;
    }
    let bare_www = lowercase
        .match_indices("www.")
        .filter_map(|(at, _)| lowercase.get(..at))
        .any(|before| !before.ends_with("https://") && starts_a_word(before));
    bare_www
        || REFUSED_SCHEMES.iter().any(|scheme| {
            lowercase.match_indices(scheme).any(|(at, _)| {
                let before = lowercase.get(..at).unwrap_or_default();
                let behind = lowercase.get(at + scheme.len()..).unwrap_or_default();
                starts_a_word(before) && behind.starts_with(|c: char| !c.is_whitespace())
            })
        })
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(starts_a_word)
}

fn starts_a_word(before: &str) -> bool {
    !before.ends_with(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{addresses_beyond_https, holds_html, links_beyond_https};

    #[test]
    fn html_is_refused_and_a_comparison_is_not() {
        for html in [
            "<script>alert(1)</script>",
            "a <SCRIPT src=x>",
            "</p>",
            "<!-- note -->",
            "<?php",
            "<img onerror=x>",
            "<https:x>",
        ] {
            assert!(holds_html(html), "{html}");
        }
        for plain in [
            "3 < 5",
            "x < y",
            "<",
            "`score <= 10`",
            "<3",
            "<https://example.org/a>",
        ] {
            assert!(!holds_html(plain), "{plain}");
        }
    }

    #[test]
    fn links_lead_to_https_and_nowhere_else() {
        for refused in [
            "[a](http://example.org)",
            "[a](javascript:alert(1))",
            "[a]( JavaScript:alert(1))",
            "[a](&#106;avascript:alert(1))",
            "![a](/local.png)",
            "[a](//example.org)",
            "[a](#top)",
            "see http://example.org",
            "see ftp://example.org",
            "xhttps://example.org",
            "see www.example.org",
            "mailto:someone",
            "[a]\n\n[a]: /elsewhere",
            "> 1. [a]: <data:text/plain,x>",
        ] {
            assert!(links_beyond_https(refused), "{refused}");
        }
        for allowed in [
            "[a](https://example.org/x)",
            "[a](<https://example.org/x>)",
            "[a]: https://example.org",
            "Read HTTPS://EXAMPLE.ORG or https://www.example.org.",
            "Here is the data: 1, 2, 3",
            "`steps[0]` is the first",
            "if doors[1]:",
        ] {
            assert!(!links_beyond_https(allowed), "{allowed}");
        }
    }

    #[test]
    fn code_may_use_brackets_freely_but_names_no_other_address() {
        assert!(!addresses_beyond_https("moves[0](robot)"));
        assert!(addresses_beyond_https("fetch('http://example.org')"));
    }
}

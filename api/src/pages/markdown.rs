//! Markdown as HTML. What looks like HTML in it is shown as it is written.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{Event, Options, Parser, html::push_html};

/// Renders a text of ours: a description, or a guide.
pub(crate) fn rendered(markdown: &str) -> Markup {
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        event => event,
    });
    let mut html = String::with_capacity(markdown.len() * 2);
    push_html(&mut html, events);
    PreEscaped(html)
}

#[cfg(test)]
mod tests {
    use super::rendered;

    #[test]
    fn what_looks_like_html_is_shown_and_not_obeyed() {
        let html = rendered("A `code` and <script>alert(1)</script> of <Type>.").0;
        assert!(html.contains("<code>code</code>"), "{html}");
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(html.contains("&lt;Type&gt;"), "{html}");
    }
}

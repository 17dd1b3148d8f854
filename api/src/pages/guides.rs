//! The guides: what a client's author reads beside the operations.

/// A guide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guide {
    /// The last part of its address.
    pub name: &'static str,
    /// It in Markdown; its first line is its title.
    pub text: &'static str,
}

/// Declares guides, from files of `docs/guides`.
macro_rules! guides {
    ( $($name:literal),+ $(,)? ) => {
        [ $( Guide { name: $name, text: include_str!(concat!("../../../docs/guides/", $name, ".md")) } ),+ ]
    };
}

/// Every guide, in the order in which they are best read.
pub(super) const GUIDES: [Guide; 10] = guides![
    "sign-in",
    "refresh",
    "entity-tags",
    "repeating",
    "offline-queue",
    "time",
    "pages",
    "errors",
    "enums",
    "retention",
];

impl Guide {
    /// Its title.
    pub fn title(&self) -> &'static str {
        let first = self.text.lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    }

    /// Where it is.
    pub fn address(&self) -> String {
        format!("/docs/guides/{}", self.name)
    }
}

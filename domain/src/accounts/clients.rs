//! The family of a client, as coarse as a person needs it to know their own devices again.

crate::text_enum! {
    /// What a person signs in with, by what it says of itself. Nothing finer is kept (P10).
    pub enum ClientFamily {
        /// Microsoft Edge.
        Edge = "edge",
        /// Firefox.
        Firefox = "firefox",
        /// Chrome, Chromium and the browser of a Chromebook.
        Chrome = "chrome",
        /// Safari.
        Safari = "safari",
        /// Something that names itself and is no browser: an app, a script.
        App = "app",
        /// Something that says nothing of itself.
        Unknown = "unknown",
    }
}

impl ClientFamily {
    /// The family of a `User-Agent` (RFC 9110 §10.1.5). Browsers claim to be one another; what
    /// stands first here is claimed by no other person.
    pub fn of_user_agent(said: &str) -> Self {
        const MARKS: [(&str, ClientFamily); 6] = [
            ("Edg", ClientFamily::Edge),
            ("Firefox/", ClientFamily::Firefox),
            ("FxiOS/", ClientFamily::Firefox),
            ("Chrome/", ClientFamily::Chrome),
            ("CriOS/", ClientFamily::Chrome),
            ("Safari/", ClientFamily::Safari),
        ];
        if said.trim().is_empty() {
            return Self::Unknown;
        }
        MARKS
            .iter()
            .find(|(mark, _)| said.contains(mark))
            .map_or(Self::App, |(_, family)| *family)
    }
}

#[cfg(test)]
mod tests {
    use super::ClientFamily;

    #[test]
    fn a_browser_is_known_behind_what_it_also_claims_to_be() {
        for (said, family) in [
            ("", ClientFamily::Unknown),
            ("curl/8.5.0", ClientFamily::App),
            (
                "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
                ClientFamily::Chrome,
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
                ClientFamily::Edge,
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/604.1",
                ClientFamily::Safari,
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
                ClientFamily::Firefox,
            ),
        ] {
            assert_eq!(ClientFamily::of_user_agent(said), family, "{said}");
        }
    }
}

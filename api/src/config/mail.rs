//! `[mail]`: the server to which messages to adults are handed.

use lettre::Address;
use secrecy::SecretString;

use super::reader::{Given, Reader};

domain::text_enum! {
    /// How the way to the mail server is kept private.
    pub enum MailSecurity {
        /// In TLS from the first byte (RFC 8314).
        Tls = "tls",
        /// In TLS after a beginning in the clear, or not at all (RFC 3207).
        Starttls = "starttls",
        /// In the clear.
        None = "none",
    }
}

/// `[mail]`.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The server; without one, no message is sent.
    pub server: Option<MailServer>,
}

/// A mail server, and how it is spoken to.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is kept private.
    pub security: MailSecurity,
    /// With what Hallpass signs in, if it does.
    pub credentials: Option<(String, SecretString)>,
    /// From which address messages come.
    pub from: Address,
}

impl Mail {
    pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let host = reader.parsed("mail.server", "a host, like smtp.example.edu", host);
        let port = reader.number::<u16>("mail.port", 1..=65_535);
        let security = reader.word("mail.security");
        let username = reader.parsed("mail.username", "a name", |text| Some(text.to_owned()));
        let password = reader.secret("mail.password");
        let from = reader.parsed("mail.from", "an e-mail address", |text| text.parse().ok());
        let (host, port, security) = (host?, port?, security?);
        let (username, password, from) = (username?, password?, from?);
        let credentials = match (username.is_empty(), password) {
            (true, Given::Nothing) => None,
            (false, Given::Secret(password)) => Some((username, password)),
            (true, Given::Secret(_)) => {
                return reader.refuse("mail.username", "a name beside the password");
            }
            (false, Given::Nothing) => {
                return reader.refuse("mail.password", "a password beside the name");
            }
        };
        Some(Self {
            server: (!host.is_empty()).then_some(MailServer {
                host,
                port,
                security,
                credentials,
                from,
            }),
        })
    }
}

/// A host, or nothing.
fn host(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    text.chars().all(plain).then(|| text.to_owned())
}

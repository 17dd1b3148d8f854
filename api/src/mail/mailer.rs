//! Handing messages to a mail server over SMTP (RFC 5321).

use std::{fmt, time::Duration};

use domain::{ids::MessageId, worker::Hindrance};
use lettre::{
    Address, Message, SmtpTransport, Transport as _,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use persistence::mail::Outgoing;
use secrecy::ExposeSecret as _;

use super::templates;
use crate::config::{MailSecurity, MailServer};

/// How long one answer of a mail server is waited for.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What messages are handed to.
#[derive(Clone)]
pub enum Mailer {
    /// To nothing: the installation sends no mail.
    Off,
    /// To a mail server.
    Smtp {
        /// The way there.
        transport: Box<SmtpTransport>,
        /// From which address messages come.
        from: Address,
    },
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "Mailer::Off",
            Self::Smtp { .. } => "Mailer::Smtp(..)",
        })
    }
}

impl Mailer {
    /// The mailer of a configuration.
    ///
    /// # Errors
    /// If the certificates that the machine trusts cannot be read.
    pub fn of(server: Option<&MailServer>) -> Result<Self, lettre::transport::smtp::Error> {
        let Some(server) = server else {
            return Ok(Self::Off);
        };
        let tls = match server.security {
            MailSecurity::None => Tls::None,
            MailSecurity::Starttls => Tls::Required(TlsParameters::new(server.host.clone())?),
            MailSecurity::Tls => Tls::Wrapper(TlsParameters::new(server.host.clone())?),
        };
        let mut transport = SmtpTransport::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(TIMEOUT));
        if let Some((name, password)) = &server.credentials {
            let password = password.expose_secret().to_owned();
            transport = transport.credentials(Credentials::new(name.clone(), password));
        }
        Ok(Self::Smtp {
            transport: Box::new(transport.build()),
            from: server.from.clone(),
        })
    }

    /// Hands over a message, and waits until the server has taken it.
    ///
    /// # Errors
    /// What hindered it.
    pub fn deliver(&self, outgoing: &Outgoing) -> Result<(), Hindrance> {
        let Self::Smtp { transport, from } = self else {
            return Err(Hindrance::MailIsOff);
        };
        let message = compose(outgoing, from).ok_or(Hindrance::Failed)?;
        match transport.send(&message) {
            Ok(_) => Ok(()),
            Err(failure) if failure.is_permanent() => Err(Hindrance::MailServerRefused),
            Err(failure) if failure.is_transient() => Err(Hindrance::MailServerBusy),
            Err(_) => Err(Hindrance::MailServerUnreachable),
        }
    }
}

/// The message as it is sent: its text, and the same as simple HTML. Its id follows from that of the
/// row, so that who gets it twice sees it once.
fn compose(outgoing: &Outgoing, from: &Address) -> Option<Message> {
    let text = templates::text(outgoing.kind, outgoing.language, &outgoing.content)?;
    let to = outgoing.recipient.as_str().parse().ok()?;
    Message::builder()
        .from(Mailbox::new(Some("Hallpass".to_owned()), from.clone()))
        .to(Mailbox::new(None, to))
        .subject(text.subject)
        .date(outgoing.created_at.into())
        .message_id(Some(message_id(outgoing.id, from)))
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(MultiPart::alternative_plain_html(text.plain, text.html))
        .ok()
}

fn message_id(id: MessageId, from: &Address) -> String {
    format!("<{id}@{}>", from.domain())
}

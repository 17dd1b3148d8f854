//! A mail server on this machine (RFC 5321): it takes what it is given, or refuses as it is told.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use api::config::{MailSecurity, MailServer as Configured};

/// A mail server, and what it took.
pub struct MailServer {
    port: u16,
    taken: Arc<Mutex<Vec<String>>>,
}

impl MailServer {
    /// One that takes every message.
    ///
    /// # Panics
    /// When there is no port.
    pub fn taking() -> Self {
        Self::answering("250 taken")
    }

    /// One that answers so to every recipient.
    ///
    /// # Panics
    /// When there is no port.
    pub fn answering(recipient: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|e| panic!("{e}"));
        let address = listener.local_addr().unwrap_or_else(|e| panic!("{e}"));
        let taken = Arc::new(Mutex::new(Vec::new()));
        let messages = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let messages = Arc::clone(&messages);
                thread::spawn(move || drop(serve(&stream, recipient, &messages)));
            }
        });
        Self {
            port: address.port(),
            taken,
        }
    }

    /// What it took, in order: each message as it came.
    ///
    /// # Panics
    /// Never.
    pub fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap_or_else(|e| panic!("{e}")).clone()
    }

    /// How a Hallpass is told of it.
    ///
    /// # Panics
    /// Never.
    pub fn configured(&self) -> Configured {
        Configured {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security: MailSecurity::None,
            credentials: None,
            from: "hallpass@example.org"
                .parse()
                .unwrap_or_else(|e| panic!("{e}")),
        }
    }
}

fn serve(stream: &TcpStream, recipient: &str, taken: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut answer = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    answer.write_all(b"220 mail.example.org\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?.to_ascii_uppercase();
        let said = match line.get(..4) {
            Some("RCPT") => recipient,
            Some("QUIT") => return answer.write_all(b"221 bye\r\n"),
            Some("DATA") => {
                answer.write_all(b"354 go on\r\n")?;
                let message: Vec<String> = lines
                    .by_ref()
                    .map_while(Result::ok)
                    .take_while(|line| line != ".")
                    .collect();
                taken
                    .lock()
                    .unwrap_or_else(|e| panic!("{e}"))
                    .push(message.join("\n"));
                "250 taken"
            }
            _ => "250 mail.example.org",
        };
        answer.write_all(format!("{said}\r\n").as_bytes())?;
    }
    Ok(())
}

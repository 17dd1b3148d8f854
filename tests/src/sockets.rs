//! The service behind a real socket, for clients who send what no library would.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use actix_web::{HttpServer, rt};
use api::service;

use crate::{app::TestApp, persona::Persona};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a client who trickles sends its bytes.
const TRICKLE: Duration = Duration::from_millis(100);

/// What came back over a connection.
#[derive(Debug)]
pub struct Heard {
    /// All that was sent, head and body.
    pub text: String,
    /// Whether the server closed the connection.
    pub closed: bool,
    /// How long it took.
    pub took: Duration,
}

impl Heard {
    /// Expects a status.
    ///
    /// # Panics
    /// When it is another.
    #[track_caller]
    pub fn assert(&self, status: u16) -> &Self {
        let line = format!("HTTP/1.1 {status} ");
        assert!(self.text.starts_with(&line), "{self:?}");
        self
    }
}

/// Serves on a free port until the test ends.
///
/// # Panics
/// When there is none.
pub fn listen(school: &TestApp) -> SocketAddr {
    let hallpass = school.hallpass.clone();
    let server = HttpServer::new(move || service::app(hallpass.clone()))
        .workers(1)
        .disable_signals()
        .bind(("127.0.0.1", 0))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let address = server.addrs()[0];
    rt::spawn(server.run());
    address
}

/// The head of a request, complete but for its body.
pub fn head(by: &Persona, line: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!("{line} HTTP/1.1\r\nHost: hallpass.example.org\r\n");
    if let Some(token) = &by.token {
        head.push_str(&format!("Authorization: Bearer {token}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// Connects and sends this.
///
/// # Panics
/// When no one listens.
pub fn connect(address: SocketAddr, sent: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).unwrap_or_else(|failure| panic!("{failure}"));
    stream
        .write_all(sent)
        .and_then(|()| stream.set_read_timeout(Some(TRICKLE)))
        .unwrap_or_else(|failure| panic!("{failure}"));
    stream
}

/// Sends a request, then a few more bytes again and again, until the server closes the connection
/// or `wait_timeout` ends. Without such bytes, it listens until the answer is there.
///
/// # Panics
/// When no one listens.
pub async fn talk(address: SocketAddr, sent: Vec<u8>, trickle: Vec<u8>) -> Heard {
    let talking = rt::task::spawn_blocking(move || {
        let began = Instant::now();
        let mut stream = connect(address, &sent);
        let mut heard = Vec::new();
        let mut closed = false;
        while !closed && began.elapsed() < PATIENCE {
            closed = listen_for_a_moment(&mut stream, &mut heard);
            if trickle.is_empty() && !heard.is_empty() {
                break;
            }
            closed |= stream.write_all(&trickle).is_err();
        }
        Heard {
            text: String::from_utf8_lossy(&heard).into_owned(),
            closed,
            took: began.elapsed(),
        }
    });
    talking.await.unwrap_or_else(|failure| panic!("{failure}"))
}

/// Whether the connection was closed.
fn listen_for_a_moment(stream: &mut TcpStream, heard: &mut Vec<u8>) -> bool {
    let mut buffer = [0; 4096];
    match stream.read(&mut buffer) {
        Ok(0) => true,
        Ok(read) => {
            heard.extend_from_slice(&buffer[..read]);
            false
        }
        Err(failure) => !matches!(failure.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut),
    }
}

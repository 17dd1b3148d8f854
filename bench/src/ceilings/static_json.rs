//! The ceiling of reads: the same framework, answering a constant of the same size.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use actix_web::{App, HttpResponse, HttpServer, rt::System, web};

use crate::{
    client::Client,
    failure::Failure,
    load::{Bounds, closed_loop},
    meter::share,
    processes,
};

/// The subcommand under which this binary is that server.
pub const SUBCOMMAND: &str = "static-json";

/// The process that serves; ended when this value is dropped.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        // It holds nothing that could be lost.
        let _ended = self.0.kill().and_then(|()| self.0.wait());
    }
}

/// Serves so many bytes of JSON until it is killed, and prints where.
pub fn serve(bytes: usize) -> Result<(), Failure> {
    let body = web::Bytes::from(format!("\"{}\"", "x".repeat(bytes.saturating_sub(2))));
    System::new().block_on(async move {
        let app = move || {
            let body = body.clone();
            App::new().default_service(web::to(move || {
                let body = body.clone();
                async {
                    HttpResponse::Ok()
                        .content_type("application/json")
                        .body(body)
                }
            }))
        };
        let server = HttpServer::new(app).bind("127.0.0.1:0")?;
        for address in server.addrs() {
            crate::report::say(&address.to_string());
        }
        server.run().await
    })?;
    Ok(())
}

/// The processor time of one such request.
pub fn measure(bytes: usize, clients: usize, bounds: Bounds) -> Result<Duration, Failure> {
    let mut child = Command::new(std::env::current_exe()?)
        .args([SUBCOMMAND, &bytes.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()?;
    let out = child.stdout.take();
    let served = Served(child);
    let mut address = String::new();
    if let Some(out) = out {
        BufReader::new(out).read_line(&mut address)?;
    }
    let origin = format!("http://{}", address.trim());
    let before = processes::cpu(served.0.id())?;
    let done = closed_loop(clients, bounds, |number| {
        let client = Client::new(&origin, number);
        Ok(move || {
            client
                .get("/")
                .and_then(|reply| reply.expect(200))
                .map(drop)
        })
    })?;
    let after = processes::cpu(served.0.id())?;
    Ok(share(after.saturating_sub(before), done.latencies.count()))
}

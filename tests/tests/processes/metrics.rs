//! A process that serves metrics at an address of its own.

use std::net::TcpListener;

use tests::{exposition::Exposition, process::Installation};

const BINARY: &str = env!("CARGO_BIN_EXE_hallpass-process");

/// What is answered there, by its status.
#[cfg(test)]
fn read(address: &str) -> (u16, String) {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .build();
    let agent = ureq::Agent::from(config);
    let asked = agent
        .get(address)
        .header("Accept", "application/openmetrics-text; version=1.0.0");
    let mut answer = asked.call().unwrap();
    let body = answer.body_mut().read_to_string().unwrap();
    (answer.status().as_u16(), body)
}

tests::on_each_backend! {
    fn metrics_are_served_where_it_is_configured_and_nowhere_else(backend: Backend) {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let serving = Installation::new(backend, BINARY).with("HALLPASS_METRICS__BIND", &free).serve();
        let (status, written) = read(&format!("http://{free}/metrics"));
        assert_eq!(status, 200, "{written}");
        let metrics = Exposition::parse(&written);
        assert_eq!(metrics.value("hallpass_build_info", &[("version", api::meta::VERSION)]), Some(1.0));
        let (status, _) = read(&format!("http://{}/metrics", serving.address()));
        assert_eq!(status, 404);
        let (status, _) = read(&format!("http://{free}/readyz"));
        assert_eq!(status, 404);
    }
}

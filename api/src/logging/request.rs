//! The one line that a request leaves in the log.

use std::time::Duration;

use uuid::Uuid;

/// Stands for the route of a request that fits none.
pub const UNMATCHED_ROUTE: &str = "(none)";

/// A request as the log may know it: no address, no caller, and of the path only its template,
/// since ids and queries belong to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestLine<'a> {
    /// The id that the response and its audit events carry too.
    pub request_id: Uuid,
    /// The trace that the sender made it part of: 32 hexadecimal digits, nothing else.
    pub trace_id: Option<&'a str>,
    /// The method as sent. One that HTTP does not know is logged as `OTHER`, for it is free text.
    pub method: &'a str,
    /// The template of the route, such as `/v1/classes/{class_id}`, never the path that matched
    /// it; `None` if no route fits.
    pub route: Option<&'a str>,
    /// The status of the answer.
    pub status: u16,
    /// From the head of the request to the head of the answer.
    pub took: Duration,
}

impl RequestLine<'_> {
    /// Writes the line.
    pub fn write(&self) {
        self.write_to(log::logger());
    }

    fn write_to(&self, logger: &dyn log::Log) {
        let milliseconds = u64::try_from(self.took.as_millis()).unwrap_or(u64::MAX);
        let route = self.route.unwrap_or(UNMATCHED_ROUTE);
        match self.trace_id {
            None => log::info!(
                logger: logger,
                target: "hallpass::request",
                request_id:% = self.request_id,
                method = known(self.method),
                route,
                status = self.status,
                milliseconds;
                "request"
            ),
            Some(trace_id) => log::info!(
                logger: logger,
                target: "hallpass::request",
                request_id:% = self.request_id,
                trace_id,
                method = known(self.method),
                route,
                status = self.status,
                milliseconds;
                "request"
            ),
        }
    }
}

/// The methods of RFC 9110 §9 and RFC 5789.
fn known(method: &str) -> &str {
    match method {
        "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS" | "TRACE" | "CONNECT" => {
            method
        }
        _ => "OTHER",
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::{config::LogFormat, logging::line};

    #[derive(Default)]
    struct Kept(Mutex<Vec<u8>>);

    impl log::Log for Kept {
        fn enabled(&self, _: &log::Metadata<'_>) -> bool {
            true
        }
        fn log(&self, record: &log::Record<'_>) {
            let mut out = self.0.lock().unwrap();
            line::write(&mut *out, LogFormat::Json, "2026-09-01T08:15:00Z", record).unwrap();
        }
        fn flush(&self) {}
    }

    fn logged(method: &str, route: Option<&str>) -> serde_json::Value {
        logged_of(None, method, route)
    }

    fn logged_of(trace_id: Option<&str>, method: &str, route: Option<&str>) -> serde_json::Value {
        // The limit of the process would drop the line before any logger saw it.
        log::set_max_level(log::LevelFilter::Info);
        let kept = Kept::default();
        let took = Duration::from_micros(12_900);
        RequestLine {
            request_id: Uuid::nil(),
            trace_id,
            method,
            route,
            status: 200,
            took,
        }
        .write_to(&kept);
        serde_json::from_slice(&kept.0.into_inner().unwrap()).unwrap()
    }

    #[test]
    fn a_request_leaves_its_id_method_route_status_and_time_and_nothing_else() {
        assert_eq!(
            logged("GET", Some("/v1/classes/{class_id}")),
            serde_json::json!({
                "time": "2026-09-01T08:15:00Z",
                "level": "info",
                "target": "hallpass::request",
                "message": "request",
                "request_id": "00000000-0000-0000-0000-000000000000",
                "method": "GET",
                "route": "/v1/classes/{class_id}",
                "status": 200,
                "milliseconds": 12,
            })
        );
    }

    #[test]
    fn a_request_of_a_trace_leaves_its_id_too() {
        let trace = "0af7651916cd43dd8448eb211c80319c";
        let mut line = logged_of(Some(trace), "GET", None);
        assert_eq!(line["trace_id"], trace);
        line.as_object_mut().unwrap().remove("trace_id");
        assert_eq!(line, logged("GET", None));
    }

    #[test]
    fn what_a_client_makes_up_is_not_repeated() {
        let line = logged("ADA-LOVELACE", None);
        assert_eq!(line["method"], "OTHER");
        assert_eq!(line["route"], UNMATCHED_ROUTE);
    }
}

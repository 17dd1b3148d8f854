//! How long requests take, by operation.

use std::{collections::HashMap, fmt, time::Duration};

use actix_web::http::{Method, StatusCode};
use prometheus_client::{
    encoding::{EncodeLabel as _, EncodeLabelSet, LabelSetEncoder},
    metrics::{family::Family, histogram::Histogram},
    registry::{Registry, Unit},
};

use super::label::{Label, Labelled};
use crate::{operations::Operation, pages, routes};

domain::text_enum! {
    /// A method as a label.
    pub enum RequestMethod {
        /// GET, and HEAD, which is the same without the body.
        Get = "GET",
        /// POST.
        Post = "POST",
        /// PUT.
        Put = "PUT",
        /// PATCH.
        Patch = "PATCH",
        /// DELETE.
        Delete = "DELETE",
        /// Any other, whatever a client made up.
        Other = "other",
    }
}

domain::text_enum! {
    /// The class of a status (RFC 9110 §15).
    pub enum StatusClass {
        /// 100 to 199.
        Informational = "1xx",
        /// 200 to 299.
        Successful = "2xx",
        /// 300 to 399.
        Redirection = "3xx",
        /// 400 to 499.
        ClientError = "4xx",
        /// 500 to 599.
        ServerError = "5xx",
    }
}

impl Labelled for RequestMethod {
    const NAME: &'static str = "method";
}

impl Labelled for StatusClass {
    const NAME: &'static str = "status";
}

impl From<&Method> for RequestMethod {
    fn from(method: &Method) -> Self {
        match *method {
            Method::GET | Method::HEAD => Self::Get,
            Method::POST => Self::Post,
            Method::PUT => Self::Put,
            Method::PATCH => Self::Patch,
            Method::DELETE => Self::Delete,
            _ => Self::Other,
        }
    }
}

impl From<StatusCode> for StatusClass {
    fn from(status: StatusCode) -> Self {
        match status.as_u16() {
            0..=199 => Self::Informational,
            200..=299 => Self::Successful,
            300..=399 => Self::Redirection,
            400..=499 => Self::ClientError,
            _ => Self::ServerError,
        }
    }
}

/// What was asked for: the id of an operation, `page` for a page of HTML and its files, or `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Endpoint(&'static str);

impl Endpoint {
    const PAGE: Self = Self("page");
    const NONE: Self = Self("none");
}

impl EncodeLabelSet for Endpoint {
    fn encode(&self, encoder: &mut LabelSetEncoder<'_>) -> fmt::Result {
        ("operation", self.0).encode(encoder.encode_label())
    }
}

type Labels = (Endpoint, (Label<RequestMethod>, Label<StatusClass>));

/// How long requests took.
#[derive(Debug)]
pub struct Requests {
    endpoints: HashMap<String, Vec<(RequestMethod, Endpoint)>>,
    duration: Family<Labels, Histogram, fn() -> Histogram>,
}

impl Requests {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let histogram: fn() -> Histogram = || Histogram::new(super::SECONDS);
        let duration = Family::new_with_constructor(histogram);
        registry.register_with_unit(
            "request_duration",
            "From the head of a request to the head of its answer",
            Unit::Seconds,
            duration.clone(),
        );
        Self {
            endpoints: endpoints(),
            duration,
        }
    }

    /// A request was answered. The pattern is the one of its route, if one fits.
    pub fn answered(
        &self,
        method: &Method,
        pattern: Option<&str>,
        status: StatusCode,
        took: Duration,
    ) {
        let method = RequestMethod::from(method);
        let labels = (
            self.endpoint(method, pattern),
            (Label(method), Label(StatusClass::from(status))),
        );
        self.duration
            .get_or_create(&labels)
            .observe(took.as_secs_f64());
    }

    fn endpoint(&self, method: RequestMethod, pattern: Option<&str>) -> Endpoint {
        let known = pattern.and_then(|pattern| self.endpoints.get(pattern));
        let known = known.and_then(|known| known.iter().find(|(of, _)| *of == method));
        known.map_or(Endpoint::NONE, |(_, endpoint)| *endpoint)
    }
}

fn endpoints() -> HashMap<String, Vec<(RequestMethod, Endpoint)>> {
    let mut endpoints: HashMap<String, Vec<(RequestMethod, Endpoint)>> = HashMap::new();
    let of_operation = |operation: &Operation| {
        (
            RequestMethod::from(&operation.method()),
            Endpoint(operation.id),
        )
    };
    for operation in routes::operations() {
        let at = endpoints.entry(operation.path()).or_default();
        at.push(of_operation(operation));
    }
    for page in pages::ADDRESSES {
        let at = endpoints.entry(page.to_owned()).or_default();
        at.extend([RequestMethod::Get, RequestMethod::Post].map(|method| (method, Endpoint::PAGE)));
    }
    endpoints
}

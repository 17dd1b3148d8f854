//! `/metrics`, at an address of its own: who may read it is decided by who reaches that address.

use std::net::SocketAddr;

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    http::header::{ACCEPT, CACHE_CONTROL},
    rt::spawn,
    web::{self, Data},
};

use super::Exposition;
use crate::{app::Hallpass, problem::ApiError};

/// Listens there, until the process ends: while requests under way are finished, too.
///
/// # Errors
/// If the address cannot be bound.
pub fn listen(bind: SocketAddr, hallpass: Data<Hallpass>) -> std::io::Result<SocketAddr> {
    let server = HttpServer::new(move || {
        App::new()
            .app_data(hallpass.clone())
            .route("/metrics", web::get().to(show_metrics))
    })
    .workers(1)
    .disable_signals()
    .bind(bind)?;
    let address = server.addrs().first().copied().unwrap_or(bind);
    spawn(server.run());
    Ok(address)
}

async fn show_metrics(request: HttpRequest, hallpass: Data<Hallpass>) -> HttpResponse {
    let accepted = request.headers().get(ACCEPT);
    let accepted = accepted.and_then(|accepted| accepted.to_str().ok());
    let exposition = match accepted {
        Some(accepted) if accepted.contains("application/openmetrics-text") => {
            Exposition::OpenMetrics
        }
        _ => Exposition::PrometheusText,
    };
    match hallpass.written_metrics(exposition) {
        Ok(written) => HttpResponse::Ok()
            .content_type(exposition.media_type())
            .insert_header((CACHE_CONTROL, "no-store"))
            .body(written),
        Err(_) => HttpResponse::from_error(ApiError::Internal("failed to write the metrics")),
    }
}

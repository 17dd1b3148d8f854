//! The `hallpass` binary.

use std::process::ExitCode;

use mimalloc::MiMalloc;
use persistence::access::Installation;

/// Many threads allocate and few keep anything: the C library's allocator keeps an arena for each of
/// them and grows to several times what is in use (docs/performance.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[actix_web::main]
#[expect(clippy::disallowed_methods, reason = "this is `main`")]
async fn main() -> ExitCode {
    match Installation::take() {
        Some(installation) => api::commands::run(installation).await,
        None => ExitCode::FAILURE,
    }
}

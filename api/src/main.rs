//! The `hallpass` binary.

use std::process::ExitCode;

#[actix_web::main]
async fn main() -> ExitCode {
    api::commands::run().await
}

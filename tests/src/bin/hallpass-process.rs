//! The `hallpass` binary, for tests that need it as a process of its own: cargo gives them the path
//! of binaries of their own package only.

use std::process::ExitCode;

#[actix_web::main]
async fn main() -> ExitCode {
    api::commands::run(persistence::testing::installation()).await
}

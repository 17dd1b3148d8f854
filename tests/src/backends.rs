//! One test, every database.

use crate::app::{Backend, TestApp};

/// Runs a test's body on the given database, with the runtime that the service has.
///
/// # Panics
/// When the test fails.
pub fn run<Story: Future<Output = ()>>(backend: Backend, story: impl FnOnce(TestApp) -> Story) {
    actix_web::rt::System::new().block_on(async { story(TestApp::start(backend).await).await });
}

/// Turns each `async fn name(school: TestApp)` into the tests `name::sqlite` and `name::postgres`.
///
/// The latter is reported as ignored where there was no PostgreSQL when the tests were compiled;
/// with `CI=true` it runs, and fails. A plain `fn name(backend: Backend)` is given the database's kind
/// and arranges the rest itself.
///
/// ```
/// tests::on_each_backend! {
///     /// A school begins empty.
///     async fn a_new_school_has_no_classes(school: TestApp) {
///         drop(school);
///     }
/// }
/// ```
#[macro_export]
macro_rules! on_each_backend {
    ($($(#[$meta:meta])* async fn $name:ident($school:ident: TestApp) $body:block)+) => {
        $(
            $(#[$meta])*
            #[cfg(test)]
            async fn $name($school: $crate::app::TestApp) $body

            #[cfg(test)]
            mod $name {
                #[test]
                fn sqlite() {
                    $crate::backends::run($crate::app::Backend::Sqlite, super::$name);
                }

                #[test]
                #[cfg_attr(
                    not(postgres_available),
                    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES, or install initdb and touch tests/build.rs"
                )]
                fn postgres() {
                    $crate::backends::run($crate::app::Backend::Postgres, super::$name);
                }
            }
        )+
    };
    ($($(#[$meta:meta])* fn $name:ident($backend:ident: Backend) $body:block)+) => {
        $(
            $(#[$meta])*
            #[cfg(test)]
            fn $name($backend: $crate::app::Backend) $body

            #[cfg(test)]
            mod $name {
                #[test]
                fn sqlite() {
                    super::$name($crate::app::Backend::Sqlite);
                }

                #[test]
                #[cfg_attr(
                    not(postgres_available),
                    ignore = "no PostgreSQL: set HALLPASS_TEST_POSTGRES, or install initdb and touch tests/build.rs"
                )]
                fn postgres() {
                    super::$name($crate::app::Backend::Postgres);
                }
            }
        )+
    };
}

//! The register of promises, over HTTP.

mod list;

use list::list_promises;

operations! {
    list_promises => Nothing, Nothing, [];
}

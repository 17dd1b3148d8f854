//! What personal data is used for, over HTTP.

mod list;

use list::list_purposes;

operations! {
    list_purposes => Nothing, Nothing, [];
}

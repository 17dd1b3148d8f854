//! How long data is kept, over HTTP.

mod schedule;

use schedule::show_retention_schedule;

operations! {
    show_retention_schedule => Nothing, Nothing, [];
}

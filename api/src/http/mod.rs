//! Conventions of HTTP, stated once: bodies, answers, conditions, retries, pages, headers.

mod answer;
mod body;
mod conditions;
mod fallback;
mod finish;
mod once;
mod page;
mod patch;
mod word;

pub use answer::Answer;
pub use body::{Body, Checked};
pub use conditions::IfMatch;
pub use fallback::{no_such_address, path_config, query_config};
pub use finish::{RequestId, finish};
pub use once::{Once, OnceOnly};
pub use page::{Cursors, Page, PageQuery, Wanted};
pub use patch::{Change, MERGE_PATCH, Patch};
pub use word::Worded;

//! Conventions of HTTP, stated once: bodies, answers, conditions, retries, pages, headers.

mod accept;
mod answer;
mod body;
mod compression;
mod conditions;
pub mod cookie;
mod fallback;
mod finish;
mod idempotency;
#[macro_use]
mod names;
mod objects;
mod page;
mod patch;
mod private_page;
mod receiving;
mod spreadsheet;
mod text;
mod trace_parent;
mod unread;
mod upload;

pub use accept::Representation;
pub use answer::{Answer, EntityTag};
pub use body::{Body, Checked, LARGE_BODY_BYTES, decode_part};
pub use conditions::{IfMatch, IfNoneMatch};
pub use fallback::{no_such_address, path_config, query_config};
pub use finish::{RequestId, finish};
pub use idempotency::{IdempotencyKey, IdempotentRequest};
pub use names::{CountedPage, NamesQuery, NamesWanted};
pub use objects::tagged;
pub use page::{Cursors, MOST as MOST_ROWS, Page, PageQuery, PageWanted};
pub use patch::{Change, MERGE_PATCH, Patch, non_null};
pub use private_page::PrivatePage;
pub use spreadsheet::Spreadsheet;
pub use text::{changed_text, text};
pub use unread::close_unread;
pub use upload::{OfferedZip, UploadPlaces, ZipUpload};

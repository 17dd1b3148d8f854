//! Backups, and the ledger of erasures: what was erased for good is a row of the platform in the same
//! transaction, is appended to a file outside of the database before it is answered, and is repeated in a
//! database that was restored (RET-04).

mod copy;
pub(crate) mod erased;
mod ledger;
mod prepare;
mod replay;
mod restoration;

pub use copy::{close_sqlite, copy_sqlite, finish_sqlite};
pub use ledger::{KnownLedger, all, appended, forget, heads, key, known, long_appended, waiting};
pub use prepare::{is_known_step, prepare_postgres};
pub use replay::{Repeated, repeat};
pub use restoration::{Restoration, replayed, statements, unreplayed};

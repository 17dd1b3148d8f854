//! Roster imports: staged, compared with what is held, and applied in one transaction.
//!
//! An import costs seconds of work for a large district, and nearly none of it may happen while the
//! transaction that writes is open. So there are three steps: [`RosterSnapshot::read`] takes a snapshot of
//! what is held, [`RosterSnapshot::plan`] compares it with a bundle (no database),
//! [`RosterChanges::prepare`] seals what is personal (no database), and [`apply`] writes it, unless
//! another import was applied since the snapshot.

mod agreements;
mod apply;
mod bundles;
mod changes;
mod discard;
mod findings;
mod import;
mod preview;
mod rows;
mod snapshot;
mod stage;
mod tables;
mod write;

pub use apply::{Applied, Decision, apply, fail};
pub use bundles::{BundleFound, OpensBundle, SealedBundle, StagedBundle, bundle};
pub use changes::RosterChanges;
pub use discard::discard;
pub use findings::{ARCHIVE, FindingsWanted, FoundRow, findings};
pub use import::{Import, ImportState, list, read};
pub use preview::disclose;
pub use snapshot::{Compares, RosterSnapshot};
pub use stage::{NewImport, StagedState, stage};
pub(crate) use stage::{give_up, undecided};

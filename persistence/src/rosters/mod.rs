//! Roster imports: staged, compared with what is held, and applied, as a whole or in parts.
//!
//! An import costs seconds of work for a large district, and nearly none of it may happen while the
//! transaction that writes is open. So there are three steps: [`RosterSnapshot::read`] takes a snapshot of
//! what is held, [`RosterSnapshot::plan`] compares it with a bundle (no database),
//! [`PendingChanges::prepare`] seals what is personal, part by part (no database), and [`apply`] writes
//! it, unless another import was applied since the snapshot. What does not fit in one transaction is
//! written by [`carry_on`], part by part.

mod agreements;
mod apply;
pub mod bounds;
mod bundles;
mod changes;
mod contact_sealer;
mod discard;
mod findings;
mod import;
pub mod merges;
mod preview;
mod rows;
mod settled;
mod snapshot;
mod stage;
mod tables;
mod write;

pub use apply::{Applied, CarriedOn, Decision, apply, carry_on, fail};
pub use bundles::{
    BundleFound, OpensBundle, SealedBundle, StagedBundle, bundle, bundle_being_applied,
};
pub use changes::{PendingChanges, Rest, RosterChanges};
pub use discard::discard;
pub use findings::{ARCHIVE, FindingsWanted, FoundRow, findings};
pub use import::{Import, ImportState, list, read};
pub use preview::disclose;
pub use settled::{
    CARRIED_ON_WITHIN, TakenOver, being_applied, keep, left_behind, require_settled, take_over,
};
pub use snapshot::{Compares, RosterSnapshot};
pub use stage::{NewImport, StagedState, stage};
pub(crate) use stage::{give_up, undecided};

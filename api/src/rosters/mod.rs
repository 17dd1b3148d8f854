//! Rosters: OneRoster bundles that districts bring.
//!
//! An import is staged and then applied, over HTTP or by the command line through the same
//! functions ([`import`]).

mod apply;
pub mod bundle;
mod changes_query;
mod counts;
mod discard;
mod findings;
mod findings_query;
pub mod import;
mod list;
mod preview;
mod requester;
mod show;
mod stage;
mod view;

use apply::apply_roster_import;
use discard::discard_roster_import;
use findings::list_roster_findings;
use list::list_roster_imports;
use preview::list_planned_changes;
use show::show_roster_import;
use stage::stage_roster_import;

pub use counts::{Counts, Kinds, RemovalAlarm};
pub use view::ImportView;

operations! {
    stage_roster_import => Permit(StageRoster), Change, [Name, LoginIdentifier, Enrollment];
    list_roster_imports => Permit(ReadRosterImports), Nothing, [];
    show_roster_import => Permit(ReadRosterImports), Nothing, [];
    list_planned_changes => Permit(PreviewRoster), Disclosure, [Name, LoginIdentifier];
    list_roster_findings => Permit(ReadRosterImports), Nothing, [];
    apply_roster_import => Permit(ApplyRoster), Change, [Name, LoginIdentifier, Enrollment];
    discard_roster_import => Permit(ApplyRoster), Change, [];
}

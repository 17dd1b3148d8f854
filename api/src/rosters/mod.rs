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
mod merges;
mod preview;
mod removal_bounds;
mod requester;
mod show;
mod stage;
mod stage_query;
mod suppressions;
mod view;

use apply::apply_roster_import;
use discard::discard_roster_import;
use findings::list_roster_findings;
use list::list_roster_imports;
use merges::{
    list_account_merges, list_merge_proposals, merge_accounts, show_account_merge,
    undo_account_merge,
};
use preview::list_planned_changes;
use removal_bounds::{
    show_removal_bounds, show_school_removal_bounds, update_removal_bounds,
    update_school_removal_bounds,
};
use show::show_roster_import;
use stage::stage_roster_import;
use suppressions::{lift_suppression, show_suppressions};

pub use counts::{Counts, Kinds, RemovalAlarm};
pub use view::ImportView;

operations! {
    stage_roster_import => Permit(StageRoster), Change, [Name, LoginIdentifier, Enrollment];
    list_roster_imports => Permit(ReadRosterImports), Nothing, [];
    show_roster_import => Permit(ReadRosterImports), Nothing, [];
    list_planned_changes => Permit(PreviewRoster), Disclosure, [Name, LoginIdentifier];
    list_roster_findings => Permit(ReadRosterImports), Disclosure, [LoginIdentifier];
    apply_roster_import => Permit(ApplyRoster), Change, [Name, LoginIdentifier, Enrollment];
    discard_roster_import => Permit(ApplyRoster), Change, [];
    show_removal_bounds => Permit(ManageRemovalBounds), Nothing, [];
    update_removal_bounds => Permit(ManageRemovalBounds), Change, [];
    show_school_removal_bounds => Permit(ManageSchoolRemovalBounds), Nothing, [];
    update_school_removal_bounds => Permit(ManageSchoolRemovalBounds), Change, [];
    show_suppressions => Permit(ManageSuppressions), Nothing, [];
    lift_suppression => Permit(ManageSuppressions), Change, [LoginIdentifier];
    list_merge_proposals => Permit(MergeAccounts), Disclosure, [Name, LoginIdentifier, Enrollment];
    list_account_merges => Permit(MergeAccounts), Disclosure, [Enrollment];
    show_account_merge => Permit(MergeAccounts), Disclosure, [Enrollment];
    merge_accounts => Permit(MergeAccounts), Change, [LoginIdentifier, Enrollment];
    undo_account_merge => Permit(MergeAccounts), Change, [LoginIdentifier, Enrollment];
}

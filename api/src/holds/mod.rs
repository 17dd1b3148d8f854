//! Holds over HTTP: what a named matter keeps from being deleted (RET-03).

mod list;
mod place;
mod release;
mod renew;
mod show;
mod view;

use list::list_legal_holds;
use place::place_legal_hold;
use release::release_legal_hold;
use renew::renew_legal_hold;
use show::show_legal_hold;

operations! {
    place_legal_hold => Permit(ManageHolds), Change, [Authorization];
    list_legal_holds => Permit(ManageHolds), Disclosure, [Authorization];
    show_legal_hold => Permit(ManageHolds), Disclosure, [Authorization];
    renew_legal_hold => Permit(ManageHolds), Change, [Authorization];
    release_legal_hold => Permit(ManageHolds), Change, [Authorization];
}

//! Families over HTTP: a parent registers, sees the household and opens the accounts of children.

mod found;
mod open_child;
mod show;
mod view;

use found::found_household;
use open_child::open_child_account;
use show::show_household;

operations! {
    found_household => Nothing, Change, [Name, LoginIdentifier, Credential, Technical];
    show_household => Permit(ReadHousehold), Nothing, [];
    open_child_account => Permit(OpenChildAccount), Change, [Name, LoginIdentifier, Credential, AgeEvidence];
}

//! Families (decision 20): a household is an organization with one parent, one home and its children.

mod children;
mod found;
mod read;

pub use children::{ChildOpened, NewChild, OpenRefusal, open_account};
pub use found::{FoundedHousehold, NewHousehold, found};
pub(crate) use read::of_tenant;
pub use read::{Household, read};

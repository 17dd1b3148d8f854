//! Who may count what the installation has to do, of all organizations.

use domain::access::action::ReadStatus;

use super::{Installation, Permit};

/// A right to know how the installation does: counts and instants, nothing about anybody.
pub trait Observer<'t> {}

impl Observer<'_> for Installation {}
impl<'t> Observer<'t> for Permit<'t, ReadStatus> {}

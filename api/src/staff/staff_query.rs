//! Which members of staff a client wants.

use domain::{accounts::credentials::AccountStatus, staff::role::StaffRole};
use persistence::staff::StaffWanted;

names_query! {
    /// Which members of staff are wanted.
    StaffQuery {
        /// Only people who hold this role.
        role: StaffRole,
        /// Only people whose account is in this status.
        status: AccountStatus,
    }
}

impl StaffQuery {
    /// The filters.
    pub fn filters(&self) -> StaffWanted {
        StaffWanted {
            role: self.role,
            status: self.status,
        }
    }
}

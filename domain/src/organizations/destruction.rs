//! What a certificate says of data that was destroyed because a school's authority ended (RET-05).

/// The rules by which it was destroyed.
pub const RULES: [&str; 3] = ["RET-04", "RET-05", "SCH-06"];

crate::text_enum! {
    /// Of whom everything was destroyed.
    pub enum DestructionScope {
        /// Of the students of a school whose agreement ended.
        School = "school",
        /// Of one student for whom a school revoked its authorization.
        Student = "student",
    }
}

crate::text_enum! {
    /// How data was destroyed.
    pub enum DestructionMethod {
        /// Rows were deleted, and the keys destroyed under which they were sealed, so that no backup of
        /// them opens.
        RowsDeletedAndKeysDestroyed = "rows_deleted_and_keys_destroyed",
        /// So were those of accounts. Of students of another school, whose keys stay, the rows of the
        /// school that left were deleted, and are in backups until these expire.
        RowsDeletedAndKeysOfAccountsDestroyed = "rows_deleted_and_keys_of_accounts_destroyed",
    }
}

//! The purposes of processing as a table: notices, the record of processing and the comparison of
//! policy versions are computed from it (rules §5.2).

pub mod basis;
pub mod prohibited;
pub mod table;

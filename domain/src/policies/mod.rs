//! Versions of policies and notices: how much changed, who is told, who accepts (rules §9).

pub mod acceptance;
pub mod announcement;
pub mod change_class;
pub mod contents;
pub mod gate;
pub mod standing;
pub mod version;

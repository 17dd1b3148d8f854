//! Classes: when a class associates a pupil with a teacher, and the codes that lead into it.

pub mod association;
pub mod codes;
pub mod interval;

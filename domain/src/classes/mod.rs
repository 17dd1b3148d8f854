//! Classes: who learns together, at which grade level.

pub mod grade_level;

//! Courses: the bundled catalogue.

pub mod catalogue;

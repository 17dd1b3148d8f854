//! Courses: course → unit → lesson → activity, what each may hold, and when a version is fixed.
//!
//! The types of [`outline`] and [`content`] are plain descriptions, as an author wrote them.
//! [`Valid`] is the proof that one of them keeps every rule; a caller that stores or shows a course
//! asks for that proof. A refusal names every violation at once, each with the JSON pointer of its
//! field.

pub mod assignment;
pub mod bounds;
pub mod comparison;
mod contacts;
pub mod content;
mod fields;
pub mod grade_band;
pub mod kind;
pub mod marking;
mod markup;
pub mod outline;
pub mod owner;
pub mod version;
pub mod violation;

pub use violation::{Check, Report, Valid, Violation, ViolationCode, Violations};

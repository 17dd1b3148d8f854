//! Pupils of a class.

mod create;

pub use create::{CreatePupilsOutcome, NewPupil, create};

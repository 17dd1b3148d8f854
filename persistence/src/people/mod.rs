//! People, whatever they are in the district: their names for those who have to do with them, and the
//! classes of a student.

mod classes;
mod named;

pub use classes::classes_of;
pub use named::{Person, list, show};

//! The education record of a student: who may be given it, and what is written down about it
//! (FER-07, FER-09, FER-12), what one parent is told of another, and how often a school looks whether it is true (RTS-06).

pub mod accuracy;
pub mod disclosure;
pub mod emergency;
pub mod ground;
pub mod link;
pub mod looks;

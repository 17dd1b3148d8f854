//! The education record of a student: who may be given it, and what is written down about it
//! (FER-07, FER-09).

pub mod disclosure;
pub mod ground;

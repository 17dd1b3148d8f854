//! How a family has an education record put right: what may be contested, the course that it takes, who
//! conducts a hearing, and the statement that stays where nothing is changed (FER-14; 34 CFR 99.20 to
//! 99.22).

pub mod course;
pub mod officer;
pub mod part;
pub mod refusal;
pub mod state;

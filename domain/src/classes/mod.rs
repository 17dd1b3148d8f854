//! Classes: who learns together, at which grade level; when a class associates a student with a
//! teacher, and the codes that lead into it.

pub mod aliases;
pub mod association;
pub mod card;
pub mod class_role;
pub mod codes;
pub mod grade_level;
pub mod guesses;
pub mod interval;
pub mod kind;
pub mod own_part;
pub mod personal_details;
mod phone_numbers;
pub mod placement;
pub mod removal;
pub mod sandbox;

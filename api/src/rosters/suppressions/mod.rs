//! Marks of people who were erased and whom no roster registers again, over HTTP.

mod lift;
mod show;
mod view;

pub use lift::lift_suppression;
pub use show::show_suppressions;

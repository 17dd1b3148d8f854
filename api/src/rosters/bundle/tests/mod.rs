//! Bundles as systems, spreadsheets and attackers make them.

mod archives;
mod attacks;
mod fixtures;
mod garbage;
mod keeping;
mod samples;
mod scale;
mod texts;

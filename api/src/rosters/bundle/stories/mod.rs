//! Bundles as systems, spreadsheets and attackers make them.

mod archives;
mod attacks;
mod fixtures;
mod garbage;
mod samples;
mod scale;
mod texts;

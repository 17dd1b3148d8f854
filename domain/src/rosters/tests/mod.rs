//! What real bundles say, and what becomes of it.

mod agents;
mod clean;
mod garbage;
mod manifest;
mod people;
mod placing;
mod revocation;
mod rows;
mod teachers;
mod values;

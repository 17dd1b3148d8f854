//! Classes, as teachers and students live with them.

mod attestations;
mod credentials;
mod ends;
mod former;
mod join_codes;
mod links;
mod lists;
mod logins;
mod opening;
mod people;
mod profiles;
mod removal;
mod returning;
mod sandbox;
mod sandbox_ends;
mod staff;
mod students;

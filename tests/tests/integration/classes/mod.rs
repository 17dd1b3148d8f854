//! Classes, as teachers and students live with them.

mod attestations;
mod credentials;
mod ends;
mod former;
mod join_codes;
mod links;
mod logins;
mod opening;
mod profiles;
mod returning;
mod staff;
mod students;

//! Classes, as teachers and pupils live with them.

mod credentials;
mod ends;
mod former;
mod join_codes;
mod links;
mod opening;
mod profiles;
mod pupils;
mod returning;
mod staff;

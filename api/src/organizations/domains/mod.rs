//! E-mail domains of districts: declared by their administrators, and found by who wants to sign in.

mod declare;
mod domain_query;
mod find;
mod show;
mod view;

pub use declare::declare_domains;
pub use find::find_organizations;
pub use show::show_domains;

//! Verifiable consent of a parent, for a child's data and for any disclosure (rules §2,
//! 16 CFR 312.4–312.7): what a parent is asked, how they answer, what that covers and how it ends.

pub mod coverage;
pub mod granter;
pub mod material;
pub mod method;
pub mod notice;
pub mod request;
pub mod scope;

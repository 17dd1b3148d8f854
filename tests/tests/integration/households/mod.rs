//! A family at home: from the parent's registration to the child's work, and out again.

mod consent;
mod forms;
mod mail;
mod pages;
mod renewals;
mod taking_back;

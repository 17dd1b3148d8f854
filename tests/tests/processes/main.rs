//! The tests of `hallpass` as a process of its own: commands, the demo, and being killed.

mod backups;
mod commands;
mod demo;
mod killed;
mod killed_at_work;
mod metrics;
mod starting;

//! The tests of `hallpass` as a process of its own: commands, the demo, and being killed.

mod commands;
mod demo;
mod killed;
mod metrics;
mod starting;

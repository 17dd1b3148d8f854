//! The scenarios, by their numbers among the targets.

mod class_dashboard;
mod class_list;
mod event_batches;
mod public_lesson;
mod roster_bulk;
mod sign_in;
mod single_events;

use std::path::Path;

use clap::ValueEnum;

use crate::{
    database::Database,
    failure::Failure,
    load::Bounds,
    report::Row,
    school::{Adult, School},
    server::Server,
};

/// A scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scenario {
    /// The class dashboard.
    P1,
    /// Event batches of 20.
    P2,
    /// One event per request.
    P3,
    /// A lesson without an account.
    P4,
    /// Signing in.
    P5,
    /// A district's roster.
    P7,
    /// The list of a class.
    P14,
}

/// What the scenarios play on.
pub struct Fixture<'s> {
    /// The server.
    pub server: &'s Server,
    /// Its database.
    pub database: &'s Database,
    /// A directory that is removed at the end.
    pub directory: &'s Path,
    /// The operator of the platform.
    pub operator: &'s Adult,
    /// The school.
    pub school: &'s School,
    /// When a load ends.
    pub bounds: Bounds,
    /// Students of the roster.
    pub rostered: usize,
}

impl Scenario {
    /// Plays it.
    ///
    /// # Errors
    /// If something does not answer as it should.
    pub fn play(self, stage: &Fixture<'_>) -> Result<Vec<Row>, Failure> {
        match self {
            Self::P1 => class_dashboard::play(stage),
            Self::P2 => event_batches::play(stage),
            Self::P3 => single_events::play(stage),
            Self::P4 => public_lesson::play(stage),
            Self::P5 => sign_in::play(stage),
            Self::P7 => roster_bulk::play(stage),
            Self::P14 => class_list::play(stage),
        }
    }
}

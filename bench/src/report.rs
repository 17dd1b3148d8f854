//! What a run says: a table for each database.

use std::time::Duration;

use crate::{ceilings::Ceiling, meter::Measured};

/// The head of the table.
const HEAD: &str = "\
| | measured | done | requests/s | CPU: server | CPU: database | p50 | p99 | memory: peak, after | ceiling, and times it | target |
|---|---|---|---|---|---|---|---|---|---|---|";

/// A row of the table: one load.
pub struct Row {
    /// The scenario.
    pub scenario: &'static str,
    /// What was asked, and what was found beside the figures.
    pub what: String,
    /// Of what the processor time is given.
    pub unit: &'static str,
    /// The figures.
    pub measured: Measured,
    /// What it is compared with.
    pub ceilings: Vec<Ceiling>,
    /// What it should be.
    pub target: &'static str,
}

/// The table of these rows.
pub fn table(rows: &[Row]) -> String {
    let mut lines = vec![HEAD.to_owned()];
    lines.extend(rows.iter().map(line));
    lines.join("\n")
}

fn line(row: &Row) -> String {
    let measured = &row.measured;
    let latencies = &measured.latencies;
    let database = measured
        .database_cpu_per_unit()
        .map_or("–".to_owned(), time);
    let cells = [
        row.scenario.to_owned(),
        row.what.clone(),
        format!("{} {}s", measured.units, row.unit),
        format!("{:.0}", measured.requests_per_second()),
        time(measured.server_cpu_per_unit()),
        database,
        time(latencies.percentile(50)),
        time(latencies.percentile(99)),
        format!(
            "{}, {} MiB",
            measured.memory.peak / 1024,
            measured.memory.resident / 1024
        ),
        row.ceilings.iter().map(cell).collect::<Vec<_>>().join("; "),
        row.target.to_owned(),
    ];
    format!("| {} |", cells.join(" | "))
}

fn cell(ceiling: &Ceiling) -> String {
    match ceiling {
        Ceiling::Measured { what, ratio } => format!("{what}: {ratio:.2} ×"),
        Ceiling::NotMeasured(why) => why.clone(),
    }
}

/// A duration in the unit in which it is easily read.
pub fn time(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds >= 1.0 {
        format!("{seconds:.2} s")
    } else if seconds >= 0.001 {
        format!("{:.2} ms", seconds * 1e3)
    } else {
        format!("{:.0} µs", seconds * 1e6)
    }
}

/// Prints a line of what was asked for.
#[expect(clippy::print_stdout, reason = "this is what the program says")]
pub fn say(line: &str) {
    println!("{line}");
}

/// Prints a line about how it goes.
#[expect(
    clippy::print_stderr,
    reason = "this is what the program says meanwhile"
)]
pub fn mention(line: &str) {
    eprintln!("{line}");
}

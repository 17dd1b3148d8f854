//! What the kernel says about processes (`proc(5)`).

use std::{fs, io, time::Duration};

use crate::failure::Failure;

/// Clock ticks a second in `/proc/PID/stat`: fixed in the kernel's interface to programs.
const TICK: Duration = Duration::from_millis(10);

/// Which processor time of a process counts.
#[derive(Clone, Copy, Debug)]
enum Whose {
    /// Its own.
    Own,
    /// Its own, and that of children that have ended and were waited for.
    WithReapedChildren,
}

/// Memory of a process, in KiB.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// What is resident now (`VmRSS`).
    pub resident: u64,
    /// The most that was resident since the last [`forget_peak`] (`VmHWM`).
    pub peak: u64,
}

/// The processor time of a process, all of its threads.
pub fn cpu(process: u32) -> Result<Duration, Failure> {
    Ok(times(process, Whose::Own)?.0)
}

/// The processor time of a process, of its living children and of those that it has waited for.
pub fn cpu_of_family(parent: u32) -> Result<Duration, Failure> {
    let (mut sum, _) = times(parent, Whose::WithReapedChildren)?;
    for entry in fs::read_dir("/proc")? {
        let name = entry?.file_name();
        let Some(process) = name.to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // A process may end while we look: then its time is the parent's soon.
        if let Ok((time, of)) = times(process, Whose::Own)
            && of == parent
        {
            sum += time;
        }
    }
    Ok(sum)
}

/// The processor time of the calling thread.
pub fn cpu_of_this_thread() -> Result<Duration, Failure> {
    parse(&fs::read_to_string("/proc/thread-self/stat")?, Whose::Own)
        .map(|(time, _)| time)
        .ok_or_else(unreadable)
}

/// The parent of a process.
pub fn parent(process: u32) -> Result<u32, Failure> {
    Ok(times(process, Whose::Own)?.1)
}

/// The memory of a process.
pub fn memory(process: u32) -> Result<Memory, Failure> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().strip_suffix(" kB")?.trim().parse().ok()
    };
    Ok(Memory {
        resident: kib("VmRSS:").ok_or_else(unreadable)?,
        peak: kib("VmHWM:").ok_or_else(unreadable)?,
    })
}

/// Makes the peak of a process begin anew. Where the kernel refuses, it stays that of its life.
pub fn forget_peak(process: u32) {
    let _refused = fs::write(format!("/proc/{process}/clear_refs"), "5");
}

/// The processor time and the parent of a process.
fn times(process: u32, whose: Whose) -> Result<(Duration, u32), Failure> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    parse(&stat, whose).ok_or_else(unreadable)
}

fn parse(stat: &str, whose: Whose) -> Option<(Duration, u32)> {
    // The name, in parentheses, may hold anything.
    let (_, after_name) = stat.rsplit_once(')')?;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let number = |field: usize| fields.get(field)?.parse::<u32>().ok();
    // state, ppid, …; utime and stime are the 12th and 13th after the name, then the children's.
    let mut ticks = number(11)?.checked_add(number(12)?)?;
    match whose {
        Whose::Own => {}
        Whose::WithReapedChildren => {
            ticks = ticks.checked_add(number(13)?.checked_add(number(14)?)?)?;
        }
    }
    Some((TICK.checked_mul(ticks)?, number(1)?))
}

fn unreadable() -> Failure {
    io::Error::other("/proc reads otherwise than proc(5) says").into()
}

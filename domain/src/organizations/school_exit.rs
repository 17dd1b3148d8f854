//! How a school leaves (RET-05): nothing new is collected, its administrators take everything out, and
//! then it is deleted.

use chrono::{DateTime, TimeDelta, Utc};

use crate::parameters::choices::{SCHOOL_END_EXPORT, SCHOOL_END_PURGE};

/// How long before its last instant a deletion is begun, so that a worker that stood still for a day
/// keeps the promise too.
const PURGE_MARGIN: TimeDelta = TimeDelta::days(1);

/// The last day on which a school takes data out is a whole one.
const WHOLE_DAY: TimeDelta = TimeDelta::days(1);

/// Students whose copies are asked for in one transaction.
pub const COPIES_AT_A_TIME: usize = 50;

/// Copies that one answer hands out at most.
pub const MOST_COPIES_A_PART: usize = 200;

/// From how many bytes on an answer takes no further copy.
pub const MOST_PART_BYTES: usize = 32 << 20;

crate::text_enum! {
    /// Where the exit of a school stands.
    pub enum ExitStage {
        /// An agreement is in force, or is to come.
        NotEnded = "not_ended",
        /// Nothing new is collected, and the school takes out what there is.
        Export = "export",
        /// Nothing is taken out any more, and the deletion is to come.
        Closed = "closed",
        /// Everything is being deleted, or was.
        Purge = "purge",
    }
}

/// Where the exit of a school stands whose last agreement ends at an instant and says within how many
/// days everything has been deleted. A contract ends data sooner than the schedule and never later
/// (34 CFR 99.33; Cal. Educ. Code 49073.1(b)(7)).
pub fn exit_stage(ended_at: DateTime<Utc>, contract_days: u16, now: DateTime<Utc>) -> ExitStage {
    if now < ended_at {
        ExitStage::NotEnded
    } else if now >= purge_begins_at(ended_at, purge_within(contract_days)) {
        ExitStage::Purge
    } else if now < export_closes_at(ended_at, contract_days) {
        ExitStage::Export
    } else {
        ExitStage::Closed
    }
}

/// From when on a school takes nothing out any more: the end of the 30th day after the end, and sooner
/// if everything is deleted sooner.
pub fn export_closes_at(ended_at: DateTime<Utc>, contract_days: u16) -> DateTime<Utc> {
    let closes_at = ended_at + SCHOOL_END_EXPORT.default + WHOLE_DAY;
    closes_at.min(purge_begins_at(ended_at, purge_within(contract_days)))
}

/// Within how long after the end everything is deleted.
pub fn purge_within(contract_days: u16) -> TimeDelta {
    TimeDelta::days(contract_days.into()).min(SCHOOL_END_PURGE.default)
}

/// When a deletion begins that is to be done within a time.
pub fn purge_begins_at(ended_at: DateTime<Utc>, within: TimeDelta) -> DateTime<Utc> {
    ended_at + (within - PURGE_MARGIN).max(TimeDelta::zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: TimeDelta = TimeDelta::seconds(1);

    fn ended_at() -> DateTime<Utc> {
        "2027-07-01T07:00:00Z".parse().unwrap()
    }

    fn on_day(day: i64) -> DateTime<Utc> {
        ended_at() + TimeDelta::days(day)
    }

    #[test]
    fn ret_05_a_school_takes_data_out_until_day_30_and_all_is_deleted_by_day_60() {
        let stage = |now| exit_stage(ended_at(), 60, now);
        for (now, expected) in [
            (on_day(0) - SECOND, ExitStage::NotEnded),
            (on_day(0), ExitStage::Export),
            (on_day(30), ExitStage::Export),
            (on_day(31) - SECOND, ExitStage::Export),
            (on_day(31), ExitStage::Closed),
            (on_day(59) - SECOND, ExitStage::Closed),
            (on_day(59), ExitStage::Purge),
            (on_day(60), ExitStage::Purge),
        ] {
            assert_eq!(stage(now), expected, "{now}");
        }
    }

    #[test]
    fn ret_05_a_contract_deletes_sooner_and_never_later() {
        assert_eq!(
            exit_stage(ended_at(), 45, on_day(44) - SECOND),
            ExitStage::Closed
        );
        assert_eq!(exit_stage(ended_at(), 45, on_day(45)), ExitStage::Purge);
        assert_eq!(exit_stage(ended_at(), 90, on_day(60)), ExitStage::Purge);
        assert_eq!(exit_stage(ended_at(), 20, on_day(18)), ExitStage::Export);
        assert_eq!(exit_stage(ended_at(), 20, on_day(20)), ExitStage::Purge);
        assert_eq!(export_closes_at(ended_at(), 20), on_day(19));
        assert_eq!(exit_stage(ended_at(), 0, on_day(0)), ExitStage::Purge);
    }
}

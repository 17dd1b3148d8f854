//! A school's calendar: which day it is there, and when a day begins (AGE-02, FER-05).
//!
//! Where the zone is unknown, a right must hold in every zone of the world to hold at all (G-06).

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use thiserror::Error;

/// The zone where a day begins first is UTC+14 (Kiribati).
const FIRST_OFFSET: TimeDelta = TimeDelta::hours(14);

/// The zone where a day ends last is UTC−12 (AGE-02).
const LAST_OFFSET: TimeDelta = TimeDelta::hours(-12);

/// The longest stretch that a zone has left out: a whole day (Samoa, 30 December 2011).
const LONGEST_GAP_MINUTES: i64 = 25 * 60;

/// The text is not the name of a time zone of the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not the name of an IANA time zone")]
pub struct UnknownTimeZone;

/// Reads the name of a time zone of the IANA database, such as `America/Los_Angeles`.
pub fn parse(name: &str) -> Result<Tz, UnknownTimeZone> {
    name.parse().map_err(|_| UnknownTimeZone)
}

/// The days that it may be at a place. With a known zone both are the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalDay {
    /// The earliest day that it may be: the one in the last zone of the world.
    pub earliest: NaiveDate,
    /// The latest day that it may be: the one in the first zone of the world.
    pub latest: NaiveDate,
}

/// Which day it is in a zone, or may be where the zone is unknown.
///
/// Protection that ends on a day lasts until `earliest` is that day (AGE-02); a right that ends on
/// a day is gone when `latest` is that day.
pub fn local_day(now: DateTime<Utc>, zone: Option<Tz>) -> LocalDay {
    if let Some(zone) = zone {
        let today = now.with_timezone(&zone).date_naive();
        return LocalDay {
            earliest: today,
            latest: today,
        };
    }
    let day_at = |offset| {
        now.naive_utc()
            .checked_add_signed(offset)
            .unwrap_or(now.naive_utc())
            .date()
    };
    LocalDay {
        earliest: day_at(LAST_OFFSET),
        latest: day_at(FIRST_OFFSET),
    }
}

/// The first instant of a day in a zone, or in the first zone of the world where it is unknown.
///
/// Where clocks are put back over midnight, midnight comes twice and the first one counts; where
/// they are put forward over it, the day begins with the first instant that its clocks show.
pub fn day_begins_at(date: NaiveDate, zone: Option<Tz>) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    let first_of_the_world = || {
        midnight
            .checked_sub_signed(FIRST_OFFSET)
            .unwrap_or(midnight)
            .and_utc()
    };
    let Some(zone) = zone else {
        return first_of_the_world();
    };
    (0..=LONGEST_GAP_MINUTES)
        .filter_map(|minutes| midnight.checked_add_signed(TimeDelta::minutes(minutes)))
        .find_map(|local| zone.from_local_datetime(&local).earliest())
        .map_or_else(first_of_the_world, |local| local.with_timezone(&Utc))
}

/// The first instant of a day in a zone, or in the last zone of the world where it is unknown: from
/// then on a protection that lasts until that day is over.
pub fn day_begins_last_at(date: NaiveDate, zone: Option<Tz>) -> DateTime<Utc> {
    let midnight = date.and_time(NaiveTime::MIN);
    match zone {
        Some(_) => day_begins_at(date, zone),
        None => midnight
            .checked_sub_signed(LAST_OFFSET)
            .unwrap_or(midnight)
            .and_utc(),
    }
}

/// The beginning of a day in one zone, as the beginning of the same day in another one; any other
/// instant is the same in all zones.
pub fn same_day_in(instant: DateTime<Utc>, from: Option<Tz>, to: Option<Tz>) -> DateTime<Utc> {
    let day = local_day(instant, from).latest;
    if day_begins_at(day, from) == instant {
        day_begins_at(day, to)
    } else {
        instant
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn zones_are_known_by_their_iana_names_and_by_nothing_else() {
        assert_eq!(parse("America/Los_Angeles"), Ok(Tz::America__Los_Angeles));
        for name in ["", "Pacific Time", "UTC-8", "America/Springfield"] {
            assert_eq!(parse(name), Err(UnknownTimeZone), "{name}");
        }
    }

    #[test]
    fn today_is_the_day_at_the_school() {
        let cases = [
            ("2026-11-21T04:30:00Z", "America/Los_Angeles", "2026-11-20"),
            ("2026-11-20T15:00:00Z", "Asia/Tokyo", "2026-11-21"),
        ];
        for (now, zone, today) in cases {
            let day = local_day(instant(now), Some(parse(zone).unwrap()));
            assert_eq!((day.earliest, day.latest), (date(today), date(today)));
        }
    }

    #[test]
    fn in_an_unknown_zone_the_earliest_day_turns_at_noon_utc() {
        let earliest = |now| local_day(instant(now), None).earliest;
        assert_eq!(earliest("2026-11-21T11:59:59Z"), date("2026-11-20"));
        assert_eq!(earliest("2026-11-21T12:00:00Z"), date("2026-11-21"));
    }

    #[test]
    fn in_an_unknown_zone_the_latest_day_turns_fourteen_hours_before_it_does_in_utc() {
        let latest = |now| local_day(instant(now), None).latest;
        assert_eq!(latest("2026-11-20T09:59:59Z"), date("2026-11-20"));
        assert_eq!(latest("2026-11-20T10:00:00Z"), date("2026-11-21"));
    }

    #[test]
    fn a_day_begins_at_the_first_instant_that_its_clocks_show() {
        let cases = [
            ("2026-07-01", "America/Los_Angeles", "2026-07-01T07:00:00Z"),
            ("2026-01-01", "America/Los_Angeles", "2026-01-01T08:00:00Z"),
            // Midnight is left out: clocks go from 23:59:59 to 01:00.
            ("2024-09-08", "America/Santiago", "2024-09-08T04:00:00Z"),
            // Midnight comes twice: clocks go from 00:59:59 back to 00:00.
            ("2024-11-03", "America/Havana", "2024-11-03T04:00:00Z"),
            // The whole day is left out.
            ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00Z"),
        ];
        for (day, zone, begins) in cases {
            let begins_at = day_begins_at(date(day), Some(parse(zone).unwrap()));
            assert_eq!(begins_at, instant(begins), "{zone}");
        }
    }

    #[test]
    fn in_an_unknown_zone_a_day_begins_when_it_begins_anywhere() {
        let begins_at = day_begins_at(date("2026-07-31"), None);
        assert_eq!(begins_at, instant("2026-07-30T10:00:00Z"));
    }

    #[test]
    fn a_day_begins_elsewhere_at_another_instant_and_an_instant_is_an_instant() {
        let (new_york, los_angeles) = (Some(Tz::America__New_York), Some(Tz::America__Los_Angeles));
        for (from, to, before, after) in [
            (
                new_york,
                los_angeles,
                "2027-01-10T05:00:00Z",
                "2027-01-10T08:00:00Z",
            ),
            (
                los_angeles,
                new_york,
                "2027-01-10T08:00:00Z",
                "2027-01-10T05:00:00Z",
            ),
            (
                None,
                new_york,
                "2027-01-09T10:00:00Z",
                "2027-01-10T05:00:00Z",
            ),
            (
                new_york,
                los_angeles,
                "2027-01-10T05:00:01Z",
                "2027-01-10T05:00:01Z",
            ),
        ] {
            assert_eq!(same_day_in(instant(before), from, to), instant(after));
        }
    }
}

//! The lessons of a learner in one course, packed into one value: a class of thirty is then thirty
//! rows to read, not one for each student and lesson.
//!
//! The value is a version of this form, a checksum (Adler-32) of what follows, the course version by
//! whose activities completion was counted, and a record for each lesson begun: its id, which instants
//! there are, six counts (LEB128), and the instants (microseconds since 1970, big-endian). Records
//! stand in the order of their ids.

use chrono::{DateTime, Utc};
use domain::{
    ids::{Id, LessonId},
    progress::lesson_state::{LessonCompletion, LessonState, LessonTally},
};
use uuid::Uuid;

use super::LessonStates;
use crate::error::DbError;

const VERSION: u8 = 2;
const OPENED: u8 = 1;
const COMPLETED: u8 = 2;
const DAMAGED: DbError = DbError::Corrupt("the packed states of a learner's lessons");

/// Packs the states.
pub(super) fn pack(states: &LessonStates) -> Vec<u8> {
    let mut records = Vec::with_capacity(16 + states.lessons.len() * 48);
    records.extend_from_slice(states.version.uuid().as_bytes());
    for (lesson, LessonState { tally, completion }) in &states.lessons {
        records.extend_from_slice(lesson.uuid().as_bytes());
        let opened = if tally.opened_at.is_some() { OPENED } else { 0 };
        let completed = if completion.completed_at.is_some() {
            COMPLETED
        } else {
            0
        };
        records.push(opened | completed);
        put_count(&mut records, completion.activities);
        put_count(&mut records, completion.activities_completed);
        put_count(&mut records, tally.tries);
        put_count(&mut records, tally.successes);
        put_count(&mut records, tally.seconds);
        put_count(&mut records, completion.most_failures_without_success);
        let instants = [
            Some(tally.last_seen_at),
            tally.opened_at,
            completion.completed_at,
        ];
        for instant in instants.into_iter().flatten() {
            records.extend_from_slice(&instant.timestamp_micros().to_be_bytes());
        }
    }
    let mut packed = Vec::with_capacity(5 + records.len());
    packed.push(VERSION);
    packed.extend_from_slice(&checksum(&records));
    packed.extend_from_slice(&records);
    packed
}

/// Reads packed states.
///
/// # Errors
/// [`DbError::Corrupt`] if the value is not one that [`pack`] makes.
pub(in crate::progress) fn unpack(packed: &[u8]) -> Result<LessonStates, DbError> {
    let (version, rest) = packed.split_first().ok_or(DAMAGED)?;
    let (sum, records) = rest.split_first_chunk().ok_or(DAMAGED)?;
    if *version != VERSION || *sum != checksum(records) {
        return Err(DAMAGED);
    }
    let mut records = Records(records);
    let mut states = LessonStates::none(records.id()?);
    while !records.0.is_empty() {
        let lesson: LessonId = records.id()?;
        let last = states.lessons.last();
        if last.is_some_and(|(last, _)| *last >= lesson) {
            return Err(DAMAGED);
        }
        states.lessons.push((lesson, records.state()?));
    }
    Ok(states)
}

/// What is left to read.
struct Records<'b>(&'b [u8]);

impl Records<'_> {
    fn id<Kind>(&mut self) -> Result<Id<Kind>, DbError> {
        let (id, rest) = self.0.split_first_chunk().ok_or(DAMAGED)?;
        self.0 = rest;
        Ok(Id::from_uuid(Uuid::from_bytes(*id)))
    }

    fn state(&mut self) -> Result<LessonState, DbError> {
        let known = self.byte()?;
        if known & !(OPENED | COMPLETED) != 0 {
            return Err(DAMAGED);
        }
        let activities = self.count()?;
        let activities_completed = self.count()?;
        let (tries, successes, seconds) = (self.count()?, self.count()?, self.count()?);
        let most_failures_without_success = self.count()?;
        let last_seen_at = self.instant()?;
        let mut instant_if = |flag| {
            let is_known = known & flag != 0;
            is_known.then(|| self.instant()).transpose()
        };
        Ok(LessonState {
            tally: LessonTally {
                tries,
                successes,
                seconds,
                opened_at: instant_if(OPENED)?,
                last_seen_at,
            },
            completion: LessonCompletion {
                activities,
                activities_completed,
                completed_at: instant_if(COMPLETED)?,
                most_failures_without_success,
            },
        })
    }

    fn byte(&mut self) -> Result<u8, DbError> {
        let (first, rest) = self.0.split_first().ok_or(DAMAGED)?;
        self.0 = rest;
        Ok(*first)
    }

    fn count(&mut self) -> Result<u32, DbError> {
        let mut count = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            count |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(count).map_err(|_| DAMAGED);
            }
        }
        Err(DAMAGED)
    }

    fn instant(&mut self) -> Result<DateTime<Utc>, DbError> {
        let (micros, rest) = self.0.split_first_chunk().ok_or(DAMAGED)?;
        self.0 = rest;
        DateTime::from_timestamp_micros(i64::from_be_bytes(*micros)).ok_or(DAMAGED)
    }
}

fn put_count(records: &mut Vec<u8>, mut count: u32) {
    loop {
        let [.., low] = count.to_be_bytes();
        if count < 0x80 {
            return records.push(low);
        }
        records.push(low | 0x80);
        count >>= 7;
    }
}

/// Adler-32 (RFC 1950). So many bytes at a time cannot overflow its sums.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    const MODULUS: u32 = 65_521;
    const AT_A_TIME: usize = 5_552;
    let (mut low, mut high) = (1_u32, 0_u32);
    for chunk in bytes.chunks(AT_A_TIME) {
        for byte in chunk {
            low = low.wrapping_add(u32::from(*byte));
            high = high.wrapping_add(low);
        }
        low %= MODULUS;
        high %= MODULUS;
    }
    (high << 16 | low).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(opened: Option<i64>, completed: Option<i64>, count: u32) -> LessonState {
        let instant = |micros| DateTime::from_timestamp_micros(micros).unwrap();
        LessonState {
            tally: LessonTally {
                tries: count,
                successes: count / 2,
                seconds: count / 3,
                opened_at: opened.map(instant),
                last_seen_at: instant(1_790_000_000_123_456),
            },
            completion: LessonCompletion {
                activities: 6,
                activities_completed: count / 5,
                completed_at: completed.map(instant),
                most_failures_without_success: count / 7,
            },
        }
    }

    fn id<Kind>(number: u128) -> Id<Kind> {
        Id::from_uuid(Uuid::from_u128(number))
    }

    fn states(lessons: &[LessonState]) -> LessonStates {
        LessonStates {
            version: id(1),
            lessons: (2..).map(id).zip(lessons.iter().copied()).collect(),
        }
    }

    fn several() -> LessonStates {
        states(&[
            state(None, None, 0),
            state(Some(-1), Some(1_790_000_000_000_001), 127),
            state(None, Some(0), 128),
            state(Some(7), None, u32::MAX),
        ])
    }

    #[test]
    fn packed_states_are_read_as_they_were() {
        for states in [several(), states(&[])] {
            assert_eq!(unpack(&pack(&states)).unwrap(), states);
        }
    }

    #[test]
    fn a_value_with_any_byte_changed_or_missing_is_damaged() {
        let packed = pack(&several());
        let corrupt = |bytes: &[u8]| {
            assert!(
                matches!(unpack(bytes), Err(DbError::Corrupt(_))),
                "{bytes:?}"
            );
        };
        for place in 0..packed.len() {
            corrupt(&packed[..place]);
            for change in [1, 0x80, 0xff] {
                let mut changed = packed.clone();
                changed[place] ^= change;
                corrupt(&changed);
            }
        }
        let longer: Vec<u8> = packed.iter().copied().chain([0]).collect();
        corrupt(&longer);
    }

    #[test]
    fn a_record_out_of_order_is_damaged() {
        let one = state(None, None, 3);
        let twice = LessonStates {
            version: id(1),
            lessons: vec![(id(2), one), (id(2), one)],
        };
        assert!(unpack(&pack(&twice)).is_err());
    }
}

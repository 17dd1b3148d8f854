//! Where a copy stands (RTS-02): it is built once, fetched once, and over after seven days.

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use super::MOST_A_DAY;

crate::text_enum! {
    /// Where a copy of a person's data stands.
    pub enum ExportState {
        /// It is asked for.
        Queued = "queued",
        /// It is being built.
        Building = "building",
        /// It can be fetched, once.
        Ready = "ready",
        /// It was fetched, and is deleted.
        Fetched = "fetched",
        /// It was not fetched in time, or who asked for it may not have it any more. It is deleted.
        Expired = "expired",
        /// There is more than an archive takes. The operator of the service hands it out otherwise.
        TooLarge = "too_large",
    }
}

/// What happens to a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportEvent {
    /// The worker takes it up; again, if it was interrupted.
    Begin,
    /// It is complete.
    Finish,
    /// It is larger than an archive may be.
    Exceed,
    /// Who asked for it fetches it.
    Fetch,
    /// Its time is over, or who asked for it may not have it any more.
    Lapse,
}

/// Why something does not happen to a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ExportRefusal {
    /// It is not built yet.
    #[error("the copy is not ready yet")]
    NotReady,
    /// It was fetched, has expired, or was never built.
    #[error("the copy is over")]
    Over,
}

impl ExportState {
    /// Whether it is yet to be built or fetched.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Building | Self::Ready)
    }
}

/// What becomes of a copy in this state. `expires_at` is the end of its time, once it is built; at that
/// instant it is over (G-05).
///
/// # Errors
/// The [`ExportRefusal`].
pub fn export_step(
    state: ExportState,
    event: ExportEvent,
    expires_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<ExportState, ExportRefusal> {
    use ExportEvent as Event;
    use ExportState as State;
    match (state, event) {
        (State::Queued | State::Building, Event::Begin) => Ok(State::Building),
        (State::Building, Event::Finish) => Ok(State::Ready),
        (State::Building, Event::Exceed) => Ok(State::TooLarge),
        (State::Ready, Event::Fetch) if expires_at.is_some_and(|end| now < end) => {
            Ok(State::Fetched)
        }
        (State::Queued | State::Building | State::Ready, Event::Lapse) => Ok(State::Expired),
        (State::Queued | State::Building, Event::Fetch) => Err(ExportRefusal::NotReady),
        (State::Queued | State::Ready, Event::Finish | Event::Exceed)
        | (State::Ready, Event::Begin | Event::Fetch)
        | (State::Fetched | State::Expired | State::TooLarge, _) => Err(ExportRefusal::Over),
    }
}

/// A copy that one person asked for about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlierExport {
    /// Where it stands.
    pub state: ExportState,
    /// When it was asked for.
    pub requested_at: DateTime<Utc>,
    /// Until when it can be fetched, once it is built.
    pub expires_at: Option<DateTime<Utc>>,
}

/// Why no further copy is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AskRefusal {
    /// One is being built, or waits to be fetched.
    #[error("another copy is open")]
    OneIsOpen,
    /// There were as many as may be in a day.
    #[error("too many copies in a day")]
    TooMany,
    /// The authority of the school that asks ended so long ago that it takes nothing out any more
    /// (SCH-06).
    #[error("the school takes nothing out any more")]
    SchoolClosed,
}

/// Whether another copy may be asked for, after those which the same person asked for about the same
/// person.
///
/// # Errors
/// The [`AskRefusal`].
pub fn may_ask(earlier: &[EarlierExport], now: DateTime<Utc>) -> Result<(), AskRefusal> {
    let is_open = |export: &EarlierExport| {
        export.state.is_open() && export.expires_at.is_none_or(|end| now < end)
    };
    if earlier.iter().any(is_open) {
        return Err(AskRefusal::OneIsOpen);
    }
    let since = now - TimeDelta::days(1);
    let lately = earlier.iter().filter(|export| export.requested_at > since);
    if lately.count() < MOST_A_DAY {
        Ok(())
    } else {
        Err(AskRefusal::TooMany)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ExportEvent as E;
    use ExportState as S;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn rts_02_a_copy_is_built_fetched_once_and_over() {
        let now = at("2026-09-21T15:00:00Z");
        let end = Some(now + TimeDelta::days(7));
        let step = |state, event| export_step(state, event, end, now);
        for (state, event, expected) in [
            (S::Queued, E::Begin, Ok(S::Building)),
            (S::Building, E::Begin, Ok(S::Building)),
            (S::Building, E::Finish, Ok(S::Ready)),
            (S::Building, E::Exceed, Ok(S::TooLarge)),
            (S::Ready, E::Fetch, Ok(S::Fetched)),
            (S::Fetched, E::Fetch, Err(ExportRefusal::Over)),
            (S::Expired, E::Fetch, Err(ExportRefusal::Over)),
            (S::TooLarge, E::Fetch, Err(ExportRefusal::Over)),
            (S::Queued, E::Fetch, Err(ExportRefusal::NotReady)),
            (S::Building, E::Fetch, Err(ExportRefusal::NotReady)),
            (S::Ready, E::Begin, Err(ExportRefusal::Over)),
            (S::Ready, E::Lapse, Ok(S::Expired)),
            (S::Building, E::Lapse, Ok(S::Expired)),
            (S::Fetched, E::Lapse, Err(ExportRefusal::Over)),
        ] {
            assert_eq!(step(state, event), expected, "{state:?} {event:?}");
        }
    }

    #[test]
    fn rts_02_the_link_is_over_at_seven_days() {
        let end = at("2026-09-28T15:00:00Z");
        let fetch = |now| export_step(ExportState::Ready, ExportEvent::Fetch, Some(end), now);
        assert_eq!(
            fetch(end - TimeDelta::milliseconds(1)),
            Ok(ExportState::Fetched)
        );
        assert_eq!(fetch(end), Err(ExportRefusal::Over));
    }

    #[test]
    fn rts_02_one_copy_is_open_at_a_time_and_few_are_built_in_a_day() {
        let now = at("2026-09-21T15:00:00Z");
        let export = |state, expires_at| EarlierExport {
            state,
            requested_at: now - TimeDelta::hours(1),
            expires_at,
        };
        let queued = export(ExportState::Queued, None);
        assert_eq!(may_ask(&[queued], now), Err(AskRefusal::OneIsOpen));
        let over = export(ExportState::Ready, Some(now));
        assert_eq!(may_ask(&[over], now), Ok(()));
        let fetched = export(ExportState::Fetched, Some(now));
        assert_eq!(may_ask(&[fetched; MOST_A_DAY - 1], now), Ok(()));
        assert_eq!(
            may_ask(&[fetched; MOST_A_DAY], now),
            Err(AskRefusal::TooMany)
        );
        let tomorrow = now + TimeDelta::days(1);
        assert_eq!(may_ask(&[fetched; MOST_A_DAY], tomorrow), Ok(()));
    }
}

//! What becomes of an account at an instant (RET-03): the schedule as a decision.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    rule::RetentionRule,
    schedule::{RetentionWarned, row},
};
use crate::{
    accounts::credentials::PersonKind, rights::erasure::ErasureBlocker, text_enum::TextEnum as _,
};

#[cfg(test)]
mod tests;

crate::text_enum! {
    /// Which warning before the end of an account that is not used.
    pub enum NthWarning {
        /// The first.
        First = "first",
        /// The second, which is the last.
        Second = "second",
    }
}

/// A record that may end: an account that a rule of the schedule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccountRecord {
    /// The rule.
    pub rule: RetentionRule,
    /// Whose account it is.
    pub kind: PersonKind,
    /// From when its time counts (RET-07).
    pub counted_from: DateTime<Utc>,
}

/// What somebody directed about the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Directed {
    /// Nothing.
    #[default]
    Nothing,
    /// A deletion that can be undone until this instant (RET-06).
    RecoverableUntil(DateTime<Utc>),
    /// A deletion by a parent, a school, or for good.
    Deletion,
}

/// What else the disposition depends on.
#[derive(Clone, Copy, Debug, Default)]
pub struct RetentionFacts {
    /// What stands against any end: a hold, or an inspection that is open.
    pub blocked_by: Option<ErasureBlocker>,
    /// What somebody directed.
    pub directed: Directed,
    /// When what was collected under the contract is deleted, if the contract ended (RET-05).
    pub contract_purge_at: Option<DateTime<Utc>>,
    /// When the first warning was given, of the time that counts now.
    pub first_warned_at: Option<DateTime<Utc>>,
    /// When the second warning was given, of the time that counts now.
    pub second_warned_at: Option<DateTime<Utc>>,
}

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// It stays, at least until this instant.
    Keep {
        /// The first instant at which something else may follow.
        until: DateTime<Utc>,
    },
    /// Those who answer for it are warned: it would end at this instant.
    Warn {
        /// Which warning it is.
        nth: NthWarning,
        /// When the account ends if nobody uses it.
        ends_at: DateTime<Utc>,
    },
    /// It is hidden, and can be restored until this instant.
    SoftDelete {
        /// Until when.
        until: DateTime<Utc>,
    },
    /// It is deleted, with the key under which it was sealed.
    Purge,
    /// It is deleted, and what others' records need of it stays without a name.
    Anonymise,
    /// It would end, and something stands against it. It is used for nothing meanwhile that it was not
    /// used for before.
    Blocked {
        /// What stands against it.
        by: ErasureBlocker,
    },
}

/// What becomes of an account at an instant, in the order of RET-03: what stands against an end, what
/// somebody directed, the end of the contract, the schedule.
pub fn disposition(
    record: &AccountRecord,
    now: DateTime<Utc>,
    facts: &RetentionFacts,
) -> Disposition {
    let unblocked = match (facts.directed, facts.contract_purge_at) {
        (Directed::RecoverableUntil(until), _) if now < until => Disposition::SoftDelete { until },
        (Directed::Deletion | Directed::RecoverableUntil(_), _) => ends(record.kind),
        (Directed::Nothing, Some(purge_at)) if purge_at <= now => ends(record.kind),
        (Directed::Nothing, _) => by_schedule(record, now, facts),
    };
    match (unblocked, facts.blocked_by) {
        (Disposition::Purge | Disposition::Anonymise, Some(by)) => Disposition::Blocked { by },
        (other, _) => other,
    }
}

const fn ends(kind: PersonKind) -> Disposition {
    match kind {
        PersonKind::Student => Disposition::Purge,
        PersonKind::Adult => Disposition::Anonymise,
    }
}

fn by_schedule(record: &AccountRecord, now: DateTime<Utc>, facts: &RetentionFacts) -> Disposition {
    let forever = Disposition::Keep {
        until: DateTime::<Utc>::MAX_UTC,
    };
    let Some(end) = end_of(record) else {
        return forever;
    };
    let Some((first, second)) = warned_before(record.rule) else {
        return forever;
    };
    let Some(warned) = facts.first_warned_at else {
        return warn_at(NthWarning::First, end - first, (now + first).max(end), now);
    };
    // Who was warned late has the whole time all the same.
    let Some(warned_again) = facts.second_warned_at else {
        let due = (end - second).max(warned + (first - second));
        return warn_at(NthWarning::Second, due, (now + second).max(end), now);
    };
    let ends_at = end.max(warned_again + second);
    if ends_at <= now {
        ends(record.kind)
    } else {
        Disposition::Keep { until: ends_at }
    }
}

fn warn_at(
    nth: NthWarning,
    due: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Disposition {
    if due <= now {
        Disposition::Warn { nth, ends_at }
    } else {
        Disposition::Keep { until: due }
    }
}

/// When the time of a record is over by the schedule.
pub fn end_of(record: &AccountRecord) -> Option<DateTime<Utc>> {
    let schedule = row(record.rule);
    let stage = schedule.stages().first()?;
    stage.after.after(record.counted_from)
}

/// The instant since which an account has not been used that some rule may be about at `now`: what was used
/// later is in nobody's way, and is not looked at. Earlier by some days, because months differ.
pub fn quiet_since(now: DateTime<Utc>) -> DateTime<Utc> {
    const MARGIN: TimeDelta = TimeDelta::days(4);
    let begins = RetentionRule::ALL.iter().filter_map(|rule| {
        let (first, _) = warned_before(*rule)?;
        let schedule = row(*rule);
        let stage = schedule.stages().first()?;
        Some(stage.after.before(now)? + first)
    });
    begins.fold(DateTime::<Utc>::MIN_UTC, DateTime::max) + MARGIN
}

/// How long before its end a record is warned of, first and second; `None` of a rule that does not warn
/// twice.
pub fn warned_before(rule: RetentionRule) -> Option<(TimeDelta, TimeDelta)> {
    let schedule = row(rule);
    let mut warnings = schedule
        .warnings
        .iter()
        .filter(|warning| warning.warned != RetentionWarned::Learner)
        .map(|warning| TimeDelta::days(warning.days_before.into()));
    Some((warnings.next()?, warnings.next()?))
}

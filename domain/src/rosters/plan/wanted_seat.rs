//! A seat as a bundle wants it, and what becomes of one that is held.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    changes::{Entity, Succession},
    losses::Place,
    records::{Seat, SeatPart, WithId},
    span::Span,
};
use crate::ids::{ClassId, UserId};

/// A seat as a bundle wants it.
#[derive(Clone, Copy, Debug)]
pub(super) struct WantedSeat<P> {
    /// Its number among the enrollments of the bundle.
    pub(super) number: u32,
    pub(super) class: ClassId,
    pub(super) user: UserId,
    pub(super) part: P,
    pub(super) span: Span,
}

impl<P> WantedSeat<P> {
    /// Who sits where.
    pub(super) fn place(&self) -> Place {
        (self.class, self.user)
    }
}

impl<P: SeatPart> Entity for WantedSeat<P> {
    type Held = WithId<Seat<P::Held>>;

    fn id(held: &Self::Held) -> Uuid {
        held.id
    }

    /// A seat that moved to another class or person, or begins anew, is another one.
    fn succeed(self, held: &Self::Held, now: DateTime<Utc>) -> Succession<Self> {
        let (before, mut span) = (held.record.span, self.span);
        let begins_later = before.has_begun(now) && !span.has_begun(now);
        if self.place() != held.record.place() || begins_later {
            return Succession::Replaced((!span.is_over(now)).then_some(self));
        }
        if before.has_begun(now) {
            span.begins_at = before.begins_at;
        }
        span.ends_at = span.ends_at.map(|ends_at| ends_at.max(span.begins_at));
        Succession::Becomes(Self { span, ..self })
    }

    fn has_begun(held: &Self::Held, now: DateTime<Utc>) -> bool {
        held.record.span.has_begun(now)
    }

    fn is_idle(&self, now: DateTime<Utc>) -> bool {
        self.span.is_idle(now)
    }
}

//! What the numbers in the enrollments of a bundle stand for.

use std::{cell::RefCell, collections::HashMap};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{context::PlanContext, records::SeatPart, span::Span, wanted_seat::WantedSeat};
use crate::{
    ids::{AgreementId, ClassId, UserId},
    rosters::{bundle::Bundle, enrollments::Enrollment, interval::Interval},
};

/// Spans that are remembered: enrollments have the days of a few terms.
const REMEMBERED: usize = 1_024;

/// A class of a bundle, as far as its seats are concerned.
#[derive(Clone, Copy, Debug)]
struct ClassOfSeats {
    id: ClassId,
    zone: Option<Tz>,
    agreement: Option<AgreementId>,
}

/// Classes and persons of a bundle by their numbers, as they are or will be held.
#[derive(Clone, Debug, Default)]
pub(super) struct SeatTable {
    /// None for a class whose school is none.
    classes: Vec<Option<ClassOfSeats>>,
    people: Vec<Option<UserId>>,
    spans: RefCell<HashMap<(Interval, Option<Tz>), Span>>,
}

impl SeatTable {
    /// Of classes and people that were compared.
    pub(super) fn of(context: &PlanContext<'_>) -> Self {
        let classes = context.classes.iter().zip(&context.bundle.classes);
        let classes = classes.map(|(id, class)| {
            let school = context.school(class.school)?;
            Some(ClassOfSeats {
                id: *id,
                zone: school.zone,
                agreement: school.agreement,
            })
        });
        Self {
            classes: classes.collect(),
            people: context.people.clone(),
            spans: RefCell::default(),
        }
    }

    /// In which class a seat is, whose it is, and what is special about it.
    pub(super) fn names<P: SeatPart>(&self, row: &Enrollment<'_>) -> Option<(ClassId, UserId, P)> {
        let class = self.class(row)?;
        Some((class.id, self.user(row)?, P::of(row.role, class.agreement)?))
    }

    /// Whose a seat is.
    pub(super) fn user(&self, row: &Enrollment<'_>) -> Option<UserId> {
        self.people.get(row.person.index()).copied().flatten()
    }

    /// When it holds, from this instant on.
    pub(super) fn span(&self, row: &Enrollment<'_>, now: DateTime<Utc>) -> Option<Span> {
        let zone = self.class(row)?.zone;
        let mut spans = self.spans.borrow_mut();
        if spans.len() >= REMEMBERED {
            spans.clear();
        }
        let span = spans.entry((row.interval, zone));
        Some(*span.or_insert_with(|| Span::of(row.interval, zone, now)))
    }

    /// The seat of this number among the enrollments of the bundle.
    pub(super) fn wanted<P: SeatPart>(
        &self,
        bundle: &Bundle,
        number: u32,
        now: DateTime<Utc>,
    ) -> Option<WantedSeat<P>> {
        let row = bundle.enrollments.get(usize::try_from(number).ok()?)?;
        let (class, user, part) = self.names(&row)?;
        Some(WantedSeat {
            number,
            class,
            user,
            part,
            span: self.span(&row, now)?,
        })
    }

    fn class(&self, row: &Enrollment<'_>) -> Option<&ClassOfSeats> {
        self.classes.get(row.class.index())?.as_ref()
    }
}

//! Academic sessions: school years, terms, grading periods.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    codes::Code,
    files::{Field, File},
    numbers::SessionNumber,
    report::Report,
    row::{Fault, Presence, RosterRow},
    tree::{self, Above},
};
use crate::organizations::academic_session::AcademicSessionKind;
use crate::text::AcademicSessionTitle;

/// An academic session of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcademicSession {
    /// Its key in the system it comes from.
    pub sourced_id: String,
    /// Its title, 1 to 255 characters.
    pub title: String,
    /// Its kind; one the standard does not know counts as a term.
    pub kind: AcademicSessionKind,
    /// The date it starts.
    pub starts_on: NaiveDate,
    /// The date it ends, not before it starts. Systems differ on whether this day still belongs
    /// to it.
    pub ends_on: NaiveDate,
    /// The session above it. There are no cycles.
    pub parent: Option<SessionNumber>,
}

/// The sessions while they are read.
#[derive(Default)]
pub(super) struct Sessions {
    taken: Vec<AcademicSession>,
    above: Vec<Above>,
    places: HashMap<String, usize>,
}

impl Sessions {
    pub(super) fn take(&mut self, row: &mut RosterRow<'_, '_>) -> Result<(), Fault> {
        let sourced_id = row.key(Field::SourcedId)?.into_owned();
        if row.presence()? == Presence::Deleted {
            return Ok(());
        }
        let session = AcademicSession {
            sourced_id,
            title: row.text::<AcademicSessionTitle>(Field::Title)?.into_owned(),
            kind: if let Some(kind) = row.session_kind(Field::Type)? {
                kind
            } else {
                row.warn(Field::Type, Code::UnknownValue);
                AcademicSessionKind::Term
            },
            starts_on: date(row, Field::StartDate)?,
            ends_on: date(row, Field::EndDate)?,
            parent: None,
        };
        if session.ends_on < session.starts_on {
            return Err(Fault::new(Field::EndDate, Code::EndBeforeBegin));
        }
        let above = Above {
            key: row.optional(Field::ParentSourcedId)?.map(Into::into),
            row: row.number,
        };
        if let Some(place) = self.places.get(&session.sourced_id).copied() {
            let same = self.taken.get(place) == Some(&session)
                && self
                    .above
                    .get(place)
                    .is_some_and(|held| held.key == above.key);
            return row.repeated(same);
        }
        self.places
            .insert(session.sourced_id.clone(), self.taken.len());
        self.taken.push(session);
        self.above.push(above);
        Ok(())
    }

    /// Settles who is above whom.
    pub(super) fn settle(&mut self, report: &mut Report) {
        let parents = tree::settle(File::AcademicSessions, &self.above, &self.places, report);
        for (session, parent) in self.taken.iter_mut().zip(parents) {
            session.parent = parent.map(SessionNumber::at);
        }
        self.above = Vec::new();
    }

    pub(super) fn find(&self, key: &str) -> Option<SessionNumber> {
        self.places.get(key).copied().map(SessionNumber::at)
    }

    pub(super) fn get(&self, number: SessionNumber) -> Option<&AcademicSession> {
        self.taken.get(number.index())
    }

    pub(super) fn into_sessions(self) -> Vec<AcademicSession> {
        self.taken
    }
}

fn date(row: &mut RosterRow<'_, '_>, field: Field) -> Result<NaiveDate, Fault> {
    row.date(field)?
        .ok_or(Fault::new(field, Code::MissingValue))
}

//! Whether the agreements of a learner's schools let an event be recorded, from rows of this
//! instant. They are read once a batch, and only if something is to be recorded.

use std::collections::HashMap;

use domain::{
    ids::{AgreementId, SchoolId},
    organizations::{agreement::Agreement, authorization::MissingCondition},
    progress::{authority::authority, event::Event},
};

use super::attendance::Attended;
use crate::{database::Tx, error::DbError, organizations::agreements};

/// The agreements of the schools at which a learner attends courses.
pub(super) struct Authority<'c> {
    courses: &'c [Attended],
    known: Option<HashMap<SchoolId, Vec<Agreement>>>,
}

impl<'c> Authority<'c> {
    /// Those of these courses, not read yet.
    pub(super) fn over(courses: &'c [Attended]) -> Self {
        Self {
            courses,
            known: None,
        }
    }

    /// The agreement under which an event in a course is recorded, or what lacks.
    pub(super) fn of(
        &mut self,
        tx: &mut Tx<'_>,
        course: &Attended,
        event: &Event,
    ) -> Result<Result<AgreementId, MissingCondition>, DbError> {
        let known = match self.known.take() {
            Some(known) => known,
            None => read(tx, self.courses)?,
        };
        let known = self.known.insert(known);
        let mut missing = MissingCondition::ActiveAgreement;
        for stay in course.stays(event.occurred_at) {
            let agreements = known.get(&stay.school).map(Vec::as_slice);
            let agreements = agreements.unwrap_or_default();
            match authority(agreements, &event.action, event.occurred_at, tx.now()) {
                Ok(agreement) => return Ok(Ok(agreement)),
                Err(condition) => missing = condition,
            }
        }
        Ok(Err(missing))
    }
}

fn read(
    tx: &mut Tx<'_>,
    courses: &[Attended],
) -> Result<HashMap<SchoolId, Vec<Agreement>>, DbError> {
    let mut schools: Vec<SchoolId> = courses.iter().flat_map(Attended::schools).collect();
    schools.sort_unstable();
    schools.dedup();
    agreements::of_schools(tx, &schools)
}

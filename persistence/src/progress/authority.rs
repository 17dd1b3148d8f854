//! Whether the agreements of a learner's schools, or their parent's consent, let an event be recorded,
//! from rows of this instant. They are read once a batch, and only if something is to be recorded.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    consent::coverage::{Consent, may_record},
    ids::{GroundId, SchoolId, UserId},
    organizations::{
        authorization::{AuthorizingSchool, MissingCondition},
        purpose::Purpose,
    },
    progress::{
        authority::{authority, categories_of},
        event::LearnerAction,
    },
};

use super::attendance::Attended;
use crate::{
    classes::sandbox::students::may_collect,
    consent,
    database::Tx,
    error::DbError,
    organizations::agreements::{self, SchoolsWanted},
};

/// The agreements of the schools at which a learner attends courses, and the consents for them.
pub(super) struct Authority<'c> {
    learner: UserId,
    courses: &'c [Attended],
    known: Option<HashMap<SchoolId, AuthorizingSchool>>,
    consents: Option<Vec<Consent>>,
}

impl<'c> Authority<'c> {
    /// Those of these courses, not read yet.
    pub(super) fn over(learner: UserId, courses: &'c [Attended]) -> Self {
        Self {
            learner,
            courses,
            known: None,
            consents: None,
        }
    }

    /// What an action in a course is recorded under, or what lacks. What happened in a sandbox stands under
    /// it, whatever agreement the school has (SCH-04). Where a school has an agreement,
    /// no consent widens it; where there is none, or only parents consent, the home's consents count
    /// (VPC-01, SCH-01).
    pub(super) fn of(
        &mut self,
        tx: &mut Tx<'_>,
        course: &Attended,
        action: &LearnerAction,
        occurred_at: DateTime<Utc>,
    ) -> Result<Result<GroundId, MissingCondition>, DbError> {
        let known = match self.known.take() {
            Some(known) => known,
            None => read(tx, self.courses)?,
        };
        let known = &*self.known.insert(known);
        let mut missing = MissingCondition::ActiveAgreement;
        for stay in course.stays(occurred_at) {
            if let Some(sandbox) = stay.sandbox {
                if may_collect(tx)? {
                    return Ok(Ok(sandbox));
                }
                missing = MissingCondition::ParentConsent;
                continue;
            }
            let school = known.get(&stay.school);
            let Some(school) = school.filter(|school| school.may_authorize()) else {
                let consents = match self.consents.take() {
                    Some(consents) => consents,
                    None => consent::of_child(tx, self.learner)?,
                };
                let consents = &*self.consents.insert(consents);
                let categories = categories_of(action);
                let allowed = may_record(
                    consents,
                    tx.policies(),
                    Purpose::Learning,
                    categories,
                    occurred_at,
                );
                if let Ok(consent) = allowed {
                    return Ok(Ok(consent.into()));
                }
                if school.is_some() {
                    missing = MissingCondition::ParentConsent;
                }
                continue;
            };
            match authority(school, action, occurred_at, tx.now()) {
                Ok(agreement) => return Ok(Ok(agreement.into())),
                Err(condition) => missing = condition,
            }
        }
        Ok(Err(missing))
    }
}

fn read(
    tx: &mut Tx<'_>,
    courses: &[Attended],
) -> Result<HashMap<SchoolId, AuthorizingSchool>, DbError> {
    let mut schools: Vec<SchoolId> = courses.iter().flat_map(Attended::schools).collect();
    schools.sort_unstable();
    schools.dedup();
    agreements::of_schools(tx, SchoolsWanted::These(&schools))
}

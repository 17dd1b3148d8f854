//! What an erasure would do, counted before anything is done.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::{
    access::action::PlanErasure,
    accounts::credentials::PersonKind,
    audit::Shown,
    category::Category,
    ids::UserId,
    rights::{
        RightsRequestKind,
        erasure::{ErasureBlocker, ErasureFate, ErasureScope, KeptBecause},
    },
};

use super::{
    blockers::blockers,
    obstacles::{Obstacle, obstacle},
    targets::{Part, TARGETS, Target},
};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    records::is_told_all,
    rights::{file::may_ask, subject::facts},
    schema::users,
};

/// What becomes of the rows of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// The category.
    pub category: Category,
    /// What becomes of them.
    pub fate: ErasureFate,
    /// Why they stay, if they do.
    pub because: Option<KeptBecause>,
    /// How many there are: one at least.
    pub rows: i64,
}

/// What an erasure would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasurePlan {
    /// How much is erased.
    pub scope: ErasureScope,
    /// What becomes of the rows of each category.
    pub lines: Vec<PlanLine>,
    /// What stands against it at this instant.
    pub blockers: BTreeSet<ErasureBlocker>,
    /// Why the account cannot be spared yet.
    pub obstacle: Option<Obstacle>,
}

/// Counts what an erasure of the permitted person's data would do; `None` to a person who may not ask for
/// it, and of an account that is gone. Nothing is changed.
///
/// # Errors
/// If the database fails.
pub fn plan<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, PlanErasure>,
    scope: ErasureScope,
) -> Result<Option<ErasurePlan>, DbError> {
    let person = permit.subject().person;
    let kind = match scope {
        ErasureScope::Account => RightsRequestKind::Erase,
        ErasureScope::LearningHistory => RightsRequestKind::ErasePart,
    };
    let Some(facts) = facts(tx, person)? else {
        return Ok(None);
    };
    if may_ask(&facts, permit.relationship(), kind).is_err() {
        return Ok(None);
    }
    let told = told_to(tx, permit, person)?;
    let plan = ErasurePlan {
        scope,
        lines: count(tx, person, scope, told)?,
        blockers: blockers(tx, person)?,
        obstacle: match scope {
            ErasureScope::Account => obstacle(tx, person)?,
            ErasureScope::LearningHistory => None,
        },
    };
    audit::disclosed(tx, permit, Shown::each([person]))?;
    Ok(Some(plan))
}

/// Tables of whose rows the family is told no number.
const NOT_FOR_THE_FAMILY: [&str; 11] = [
    "inspection_sessions",
    "amendments",
    "guardian_contacts",
    "guardianships",
    "pairing_codes",
    "record_links",
    "record_disclosures",
    "legal_processes",
    "emergencies",
    "directory_refusals",
    "exports",
];

/// Of which rows the number is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Of all.
    Everything,
    /// Not of those whose number would tell of another parent, or of a disclosure that an order keeps from
    /// the family.
    WhatTheFamilyKnows,
}

/// No office tells a parent more than the family knows.
fn told_to(
    tx: &mut Tx<'_>,
    permit: &Permit<'_, PlanErasure>,
    person: UserId,
) -> Result<Told, DbError> {
    let reader = permit.actor().user();
    Ok(if is_told_all(tx, reader, person, permit.relationship())? {
        Told::Everything
    } else {
        Told::WhatTheFamilyKnows
    })
}

/// Counts all rows of a person by category and fate.
///
/// # Errors
/// If the database fails.
pub(crate) fn rows_of(
    tx: &mut Tx<'_>,
    person: UserId,
    scope: ErasureScope,
) -> Result<Vec<PlanLine>, DbError> {
    count(tx, person, scope, Told::Everything)
}

/// Counts the rows of a person by category and fate.
pub(super) fn count(
    tx: &mut Tx<'_>,
    person: UserId,
    scope: ErasureScope,
    told: Told,
) -> Result<Vec<PlanLine>, DbError> {
    let kind: Option<PersonKind> = users::table
        .find((tx.tenant(), person))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    let mut counted: BTreeMap<(Category, ErasureFate, Option<KeptBecause>), i64> = BTreeMap::new();
    // What hangs on a student of messages are invitations of their parents.
    let invites = |table: &str| table == "messages" && kind != Some(PersonKind::Adult);
    let is_told = |target: &&Target| {
        let table = target.table;
        told == Told::Everything || !(NOT_FOR_THE_FAMILY.contains(&table) || invites(table))
    };
    for target in TARGETS.iter().filter(is_told) {
        let rows = target.rows(tx, person)?;
        let fate = match (scope, target.part, kind) {
            (ErasureScope::LearningHistory, Part::Rest, _) => {
                (ErasureFate::Kept, Some(KeptBecause::NotAskedFor))
            }
            (_, _, Some(PersonKind::Adult)) => (target.of_adult.fate, target.of_adult.because),
            (_, _, Some(PersonKind::Student) | None) => {
                (target.of_student.fate, target.of_student.because)
            }
        };
        let line = counted
            .entry((target.category, fate.0, fate.1))
            .or_default();
        *line += rows;
    }
    let lines = counted.into_iter().filter(|(_, rows)| *rows > 0);
    Ok(lines
        .map(|((category, fate, because), rows)| PlanLine {
            category,
            fate,
            because,
            rows,
        })
        .collect())
}

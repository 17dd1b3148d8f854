//! What happens while a record is inspected: an explanation asked for and given, copies.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::AskForExplanation,
    audit::Changed,
    rights::inspection::{InspectionFacts, InspectionStep},
};

use super::{
    entitled::still_entitled,
    list::shown,
    row::{RightsRequest, ShownRequest, require, steps_of},
};
use crate::{
    access::Permit, audit, database::Tx, error::DbError, schema::inspection_steps,
    sql_types::bind_instant,
};

/// Asks what the record means that the permitted request is about; `None` if the request is not where
/// that can happen.
///
/// # Errors
/// If the database fails.
pub fn ask_for_explanation<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, AskForExplanation>,
) -> Result<Option<ShownRequest>, DbError> {
    let held = require(tx, permit.subject())?;
    if !note(tx, &held, InspectionStep::ExplanationAsked)? {
        return Ok(None);
    }
    let changed = Changed::of(held.id).referring_to([held.subject_id, held.requester_id]);
    audit::changed(tx, permit, changed)?;
    shown(tx, held, permit.relationship()).map(Some)
}

/// Writes that a step happened; `false` if it may not, or if who asked has lost the rights since.
pub(super) fn note(
    tx: &mut Tx<'_>,
    held: &RightsRequest,
    step: InspectionStep,
) -> Result<bool, DbError> {
    let steps = words(&steps_of(tx, held.id)?);
    let facts = InspectionFacts {
        kind: held.kind,
        state: held.state,
        steps: &steps,
    };
    if !facts.may(step) || !still_entitled(tx, held)? {
        return Ok(false);
    }
    let row = (
        inspection_steps::organization_id.eq(tx.tenant()),
        inspection_steps::request_id.eq(held.id),
        inspection_steps::step.eq(step),
        inspection_steps::happened_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(inspection_steps::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(true)
}

/// Whether an explanation was asked for and is yet to be given.
pub(super) fn explanation_is_due(tx: &mut Tx<'_>, held: &RightsRequest) -> Result<bool, DbError> {
    let steps = words(&steps_of(tx, held.id)?);
    let facts = InspectionFacts {
        kind: held.kind,
        state: held.state,
        steps: &steps,
    };
    Ok(facts.explanation_is_due())
}

fn words(steps: &[(InspectionStep, DateTime<Utc>)]) -> Vec<InspectionStep> {
    steps.iter().map(|(step, _)| *step).collect()
}

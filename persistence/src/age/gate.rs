//! The neutral age gate (AGE-09). Of an answer the page is kept to which it led, for as long as it
//! binds, and no date.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::context::AccountContext,
    age::{
        gate::{
            EarlierAnswer, GateAnswer, GateFacts, GateOutcome, NextPage, binding, gate_outcome,
        },
        today::{Whereabouts, legal_today},
    },
    parameters::choices::{AGE_GATE_LOCK, HIGHEST_AGE},
};

use super::audience;
use crate::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    database::Tx,
    error::DbError,
    handles::{self, HandleKind},
    schema::age_gate_answers,
    sql_types::bind_instant,
};

/// Where a visitor goes, and what reminds the gate of the answer.
#[derive(Debug)]
pub struct Gate {
    /// The next page.
    pub next: NextPage,
    /// What the visitor shows at the next answer. It is stored as a digest only.
    pub token: OpaqueToken,
}

/// Takes an answer at the gate of the organization with this short name, in a transaction of the
/// platform; `None` if there is no gate. Every answer costs the same statements.
///
/// # Errors
/// If the database fails.
pub fn answer_gate(
    tx: &mut Tx<'_>,
    organization: &str,
    presented: Option<&OpaqueToken>,
    answer: GateAnswer,
) -> Result<Option<Gate>, DbError> {
    let Some(organization) = handles::find(tx, HandleKind::Organization, organization)? else {
        return Ok(None);
    };
    tx.within(organization, |tx| {
        let facts = GateFacts {
            audience: audience::of_tenant(tx)?,
            answers: &[answer],
            today: legal_today(tx.now(), visitor(&answer)),
            highest_age: HIGHEST_AGE.default,
            lock: AGE_GATE_LOCK.default,
        };
        let GateOutcome::Next(next) = gate_outcome(&facts, tx.now()) else {
            return Ok(None);
        };
        let token = OpaqueToken::new(TokenKind::AgeGate, tx.organization(), tx.mint());
        let row = age_gate_answers::table.find((tx.tenant(), presented.unwrap_or(&token).digest()));
        let earlier: Option<(NextPage, DateTime<Utc>)> = row
            .clone()
            .select((age_gate_answers::next_page, age_gate_answers::answered_at))
            .first(tx.conn())
            .optional()?;
        let earlier = earlier.map(|(next, answered_at)| EarlierAnswer { next, answered_at });
        let bound = binding(earlier, next, AGE_GATE_LOCK.default, tx.now());
        diesel::delete(row).execute(tx.conn())?;
        let row = (
            age_gate_answers::organization_id.eq(tx.tenant()),
            age_gate_answers::token_digest.eq(token.digest()),
            age_gate_answers::next_page.eq(bound.next),
            age_gate_answers::answered_at.eq(bind_instant(bound.answered_at)),
        );
        diesel::insert_into(age_gate_answers::table)
            .values(row)
            .execute(tx.conn())?;
        Ok(Some(Gate {
            next: bound.next,
            token,
        }))
    })
}

/// A visitor of whom nothing is known but the country that they name.
fn visitor(answer: &GateAnswer) -> Whereabouts {
    Whereabouts {
        context: AccountContext::SelfRegistered,
        school: None,
        account: None,
        residence: answer.place.map(|place| place.country),
    }
}

//! The addresses of staff.

use std::collections::HashSet;

use super::{
    accounts,
    claims::PersonClaim,
    context::PlanContext,
    keyed::{KeyedDigest, PersonField},
    uniqueness::{self, Granted, Wish},
};
use crate::rosters::{
    codes::Code,
    files::{Field, File},
    report::Severity,
};

/// Decides the addresses of all staff together. Those in `freed` are of people who left.
pub(super) fn settle(
    context: &mut PlanContext<'_>,
    claims: &mut [&mut PersonClaim],
    freed: &HashSet<KeyedDigest>,
) {
    let wishes = claims.iter().enumerate();
    let (places, wishes): (Vec<usize>, Vec<Wish>) = wishes
        .filter_map(|(place, claim)| Some((place, wish(context, claim)?)))
        .unzip();
    let held = &context.held.emails;
    let granted = uniqueness::decide(&wishes, |address| {
        held.contains_key(address) && !freed.contains(address)
    });
    for ((place, wish), granted) in places.into_iter().zip(wishes).zip(granted) {
        let Some(claim) = claims.get_mut(place) else {
            continue;
        };
        match granted {
            Granted::Yes => {
                claim.email = Some(wish.wished);
                let owner = held.get(&wish.wished);
                context
                    .freed
                    .extend(owner.filter(|_| freed.contains(&wish.wished)));
            }
            Granted::No => {
                claim.statement = claim.statement.without(PersonField::Email);
                let row = context.bundle.people.row(claim.number);
                let (field, code) = (Some(Field::Email), Code::EmailTaken);
                context.find(File::Users, row, field, code, Severity::Warning);
            }
        }
    }
}

/// What address a member of staff is to have instead of theirs. One that was corrected by hand stays
/// until the roster says another one.
fn wish(context: &PlanContext<'_>, claim: &PersonClaim) -> Option<Wish> {
    let person = context.bundle.people.get(claim.number)?;
    let wished = accounts::email(context, claim.kind, &person)?;
    let before = claim.held.and_then(|place| context.held.people.get(place));
    let held = before.and_then(|before| before.email);
    let said = before.and_then(|before| before.statement);
    let is_said_anew = claim
        .statement
        .changed_since(said.as_ref())
        .has(PersonField::Email);
    (held != Some(wished) && is_said_anew).then_some(Wish { wished, held })
}

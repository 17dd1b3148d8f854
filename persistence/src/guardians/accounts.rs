//! The accounts of one person: those that merges took together, along any number of merges.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::UserId;

use crate::{database::Tx, error::DbError, schema::account_merges};

/// Which merges count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Merges {
    /// Those that were not undone: the accounts are one person's today.
    InForce,
    /// Those that were undone as well: the accounts are or were taken for one person's.
    Ever,
}

/// The merges that lead to or from some people.
#[derive(Debug)]
pub(crate) struct OnePerson {
    merges: Vec<(UserId, UserId)>,
}

impl OnePerson {
    /// The merges of which these people are a side, and those of which the other sides are one.
    ///
    /// # Errors
    /// If the database fails.
    pub(crate) fn of(
        tx: &mut Tx<'_>,
        people: &[UserId],
        counting: Merges,
    ) -> Result<Self, DbError> {
        let mut known: HashSet<UserId> = people.iter().copied().collect();
        let mut asked = people.to_vec();
        let mut merges = Vec::new();
        while !asked.is_empty() {
            let is_side = account_merges::kept_id
                .eq_any(asked.clone())
                .or(account_merges::merged_id.eq_any(asked));
            let rows: Vec<(UserId, UserId, Option<DateTime<Utc>>)> = account_merges::table
                .filter(account_merges::organization_id.eq(tx.tenant()))
                .filter(is_side)
                .select((
                    account_merges::kept_id,
                    account_merges::merged_id,
                    account_merges::undone_at,
                ))
                .load(tx.conn())?;
            let found: Vec<(UserId, UserId)> = rows
                .into_iter()
                .filter(|(_, _, undone_at)| counting == Merges::Ever || undone_at.is_none())
                .map(|(kept, merged, _)| (kept, merged))
                .collect();
            let sides = found.iter().flat_map(|(kept, merged)| [*kept, *merged]);
            asked = sides.filter(|side| known.insert(*side)).collect();
            merges.extend(found);
        }
        Ok(Self { merges })
    }

    /// The accounts of a person, with the one that is asked for.
    pub(crate) fn accounts(&self, person: UserId) -> HashSet<UserId> {
        let mut accounts = HashSet::from([person]);
        loop {
            let before = accounts.len();
            for (kept, merged) in &self.merges {
                if accounts.contains(kept) || accounts.contains(merged) {
                    accounts.extend([*kept, *merged]);
                }
            }
            if accounts.len() == before {
                return accounts;
            }
        }
    }

    /// The accounts of each of these people.
    pub(crate) fn all(&self, people: &[UserId]) -> Vec<UserId> {
        let sides = self
            .merges
            .iter()
            .flat_map(|(kept, merged)| [*kept, *merged]);
        let all: HashSet<UserId> = people.iter().copied().chain(sides).collect();
        all.into_iter().collect()
    }
}

/// The accounts that are one person's today, with the one that is asked for.
///
/// # Errors
/// If the database fails.
pub(crate) fn accounts_of(tx: &mut Tx<'_>, person: UserId) -> Result<Vec<UserId>, DbError> {
    Ok(OnePerson::of(tx, &[person], Merges::InForce)?.all(&[person]))
}

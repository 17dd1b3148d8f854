//! Settings when two accounts of one person become one, or two again.

use domain::{
    audit::{ChangeRole, Changed},
    ids::UserId,
    settings::{
        SettingActor, change::Direction, registry::bounds, settings_of, value::value_of,
        waiting::SettingChangeState,
    },
};

use super::{
    end::{end, settle},
    row::written_as_waiting,
    standing::standing,
    values::{choose, chosen, value},
    write::{NewChange, write},
};
use crate::{database::Tx, error::DbError};

/// The account `to` goes on in place of `from`, by this person. What waits on the one that ends is closed.
/// Each setting of the other one has the more private value of the two, as if the school had set it.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn hand_over(
    tx: &mut Tx<'_>,
    (from, to): (UserId, UserId),
    by: UserId,
) -> Result<Changed, DbError> {
    let mut changed = Changed::nothing();
    for held in written_as_waiting(tx, from)? {
        end(tx, &held, SettingChangeState::Closed, None)?;
        changed = changed.and(Changed::each(ChangeRole::Ended, [held.id]));
    }
    let Some(standing) = standing(tx, to)? else {
        return Ok(changed);
    };
    let facts = standing.value_facts(tx.now());
    for setting in settings_of(standing.holder) {
        let Some(bounds) = bounds(setting, standing.holder) else {
            continue;
        };
        let other = chosen(tx, from, setting)?;
        let (Some(before), Some(after)) = (
            value(tx, &standing, setting)?,
            value_of(setting, &facts, other),
        ) else {
            continue;
        };
        let direction = Direction::of(bounds, before, after);
        if before == after || direction != Direction::MorePrivate {
            continue;
        }
        choose(tx, &standing, setting, (after, SettingActor::School))?;
        let taken_over = NewChange {
            person: to,
            setting,
            before,
            after,
            by: SettingActor::School,
            actor: by,
            decider: None,
        };
        changed = changed.and(Changed::created(write(tx, &taken_over)?));
    }
    Ok(changed.and(settle(tx, &standing)?))
}

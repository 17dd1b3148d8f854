//! What the end of a consent at home does to settings.

use domain::{
    audit::Changed,
    ids::UserId,
    settings::{SettingActor, SettingKey, SettingValue, change::PurposeGround},
};

use super::{
    end::settle,
    standing::standing,
    values::{chosen, forget_choice, value},
    write::{NewChange, write},
};
use crate::{database::Tx, error::DbError};

/// Does what follows when a parent took a consent back that covered the next lesson: what was switched on for
/// the child is off, and written down as the parent's; what waits is closed. What a young person from 13 on
/// chose themselves stays (AGE-12).
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn consent_ended(
    tx: &mut Tx<'_>,
    child: UserId,
    parent: UserId,
) -> Result<Changed, DbError> {
    let setting = SettingKey::NextLessonSuggestions;
    let Some(standing) = standing(tx, child)? else {
        return Ok(Changed::nothing());
    };
    let mut changed = settle(tx, &standing)?;
    let held = chosen(tx, child, setting)?;
    let chose_alone = !standing.holder.asks_others()
        && held.is_some_and(|held| held.chosen_by == SettingActor::Oneself);
    // Where another consent covers it the choice stays; so does one that needs none.
    let is_covered =
        standing.holder.asks_others() && standing.ground(tx, setting)? == PurposeGround::Covered;
    if held.is_none() || chose_alone || is_covered {
        return Ok(changed);
    }
    let before = value(tx, &standing, setting)?;
    forget_choice(tx, child, setting)?;
    if before == Some(SettingValue::On) {
        let ended = NewChange {
            person: child,
            setting,
            before: SettingValue::On,
            after: SettingValue::Off,
            by: SettingActor::Parent,
            actor: parent,
            decider: None,
        };
        changed = changed.and(Changed::created(write(tx, &ended)?));
    }
    Ok(changed.and(Changed::of(child)))
}

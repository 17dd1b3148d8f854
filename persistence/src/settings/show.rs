//! The settings of a person: each with its value, and who changes it.

use domain::{
    access::{
        ActionKind, Relationship,
        action::{ReadOwnSettings, ReadStudentSettings},
        permitted,
    },
    audit::Shown,
    ids::UserId,
    settings::{
        SettingKey, SettingValue,
        registry::{SettingBounds, bounds},
        say::{WhoChanges, who_changes},
        settings_of,
        waiting::SettingChangeState,
    },
};

use super::{
    row::{SettingChange, written_as_waiting},
    standing::{Standing, standing},
    values::value,
};
use crate::{access::Permit, audit, database::Tx, error::DbError};

/// A setting of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnSetting {
    /// The setting.
    pub setting: SettingKey,
    /// Its value at this instant.
    pub value: SettingValue,
    /// Within what it stands.
    pub bounds: SettingBounds,
    /// Who changes it.
    pub who: Vec<WhoChanges>,
    /// The change of it that waits.
    pub waiting: Option<SettingChange>,
}

/// The settings of the permitted person.
///
/// # Errors
/// If the database or the cipher fails.
pub fn own<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadOwnSettings>,
) -> Result<Vec<OwnSetting>, DbError> {
    let standing = standing(tx, permit.subject())?;
    let standing = standing.ok_or(DbError::Corrupt("who asks has an account"))?;
    settings(tx, &standing)
}

/// The settings of the permitted student; `None` if there is no account any more, or a parent's look at it has
/// ended (AGE-12). What waits is told to those alone who read the changes.
///
/// # Errors
/// If the database or the cipher fails.
pub fn of_student<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadStudentSettings>,
) -> Result<Option<Vec<OwnSetting>>, DbError> {
    let student = permit.subject().student;
    let Some(standing) = standing(tx, student)? else {
        return Ok(None);
    };
    let relationship: Relationship = permit.relationship();
    if !standing.is_shown_to(relationship, tx.now()) {
        return Ok(None);
    }
    let mut settings = settings(tx, &standing)?;
    if !permitted(ActionKind::ReadStudentSettingChanges).any(|reader| reader == relationship) {
        for setting in &mut settings {
            setting.waiting = None;
        }
    }
    let waiting = settings.iter().filter_map(|setting| setting.waiting);
    let changes = Shown::each(waiting.map(|change| change.id));
    audit::disclosed(tx, permit, changes.and(Shown::each([student])))?;
    Ok(Some(settings))
}

/// The settings of a student with their values, as they stand in the record.
pub(crate) fn settings_in_record(
    tx: &mut Tx<'_>,
    student: UserId,
) -> Result<Vec<(SettingKey, SettingValue)>, DbError> {
    let Some(standing) = standing(tx, student)? else {
        return Ok(Vec::new());
    };
    let mut values = Vec::new();
    for setting in settings_of(standing.holder) {
        if let Some(value) = value(tx, &standing, setting)? {
            values.push((setting, value));
        }
    }
    Ok(values)
}

fn settings(tx: &mut Tx<'_>, standing: &Standing) -> Result<Vec<OwnSetting>, DbError> {
    let mut waiting = Vec::new();
    for held in written_as_waiting(tx, standing.person)? {
        let shown = held.shown(tx, standing)?;
        if shown.state == SettingChangeState::Waiting {
            waiting.push(shown);
        }
    }
    let mut settings = Vec::new();
    for setting in settings_of(standing.holder) {
        let (Some(bounds), Some(value)) = (
            bounds(setting, standing.holder),
            value(tx, standing, setting)?,
        ) else {
            continue;
        };
        let (holder, context) = (standing.holder, standing.context);
        settings.push(OwnSetting {
            setting,
            value,
            bounds,
            who: who_changes(setting, holder, context, standing.guardian),
            waiting: waiting
                .iter()
                .find(|change| change.setting == setting)
                .copied(),
        });
    }
    Ok(settings)
}

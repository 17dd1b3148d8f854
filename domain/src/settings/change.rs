//! Whether a setting is changed, and whether the change waits (RTS-05, AGE-12, FER-04 D4).

use chrono::{DateTime, Utc};

use super::{
    SettingActor, SettingHolder, SettingKey, SettingValue,
    registry::{SettingBounds, bounds},
};
use crate::{accounts::context::AccountContext, parameters::choices::SETTING_APPROVAL};

/// Whether somebody holds the rights of a parent over the student's record at this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuardianPresence {
    /// A guardian whom the school verified, and whose rights are not limited; at home the parent.
    Present,
    /// Nobody.
    Absent,
}

/// Whether an agreement of a school or the consent at home covers what a setting switches on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurposeGround {
    /// One does, or none is needed.
    Covered,
    /// None does.
    Missing,
}

/// What another parent last did about the setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherParent {
    /// Another one, who holds the rights, refused it or switched it off.
    Objected,
    /// Nothing of the kind.
    Silent,
}

/// What a change depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeFacts {
    /// The setting.
    pub setting: SettingKey,
    /// Whose it is.
    pub holder: SettingHolder,
    /// On whose behalf the account exists.
    pub context: AccountContext,
    /// Who changes it.
    pub by: SettingActor,
    /// Its value.
    pub before: SettingValue,
    /// What it is to be.
    pub after: SettingValue,
    /// Whether a guardian is there.
    pub guardian: GuardianPresence,
    /// Whether the purpose is covered.
    pub ground: PurposeGround,
    /// What another parent did.
    pub other_parent: OtherParent,
    /// When the student last asked for it in vain: it was refused, withdrawn, or lapsed.
    pub asked_in_vain_at: Option<DateTime<Utc>>,
    /// The instant of the change.
    pub now: DateTime<Utc>,
}

/// What becomes of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeVerdict {
    /// The setting has the value already.
    Unchanged,
    /// It is changed now.
    AtOnce,
    /// It waits until this one decides; without an answer nothing changes.
    Waits(SettingActor),
}

/// Why a setting is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeRefused {
    /// Such a person does not have the setting.
    NotOfPerson,
    /// It has no such value.
    NoSuchValue,
    /// It lies above this ceiling.
    AboveCeiling(SettingValue),
    /// The person decides about it without others.
    OnesOwn,
    /// A school does not set a student's settings towards less privacy.
    NotBySchool,
    /// No agreement or consent covers what it would switch on.
    PurposeNotCovered,
    /// Another parent refused it, or switched it off.
    OtherParentObjected,
    /// It was asked for in vain less than a week ago.
    AskedLately,
}

/// Where a change leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To more privacy.
    MorePrivate,
    /// To less.
    LessPrivate,
    /// Neither.
    Neutral,
}

impl Direction {
    /// From one value of a setting within these bounds to another.
    pub fn of(bounds: SettingBounds, before: SettingValue, after: SettingValue) -> Self {
        match bounds.ceiling {
            None => Self::Neutral,
            Some(_) if after < before => Self::MorePrivate,
            Some(_) => Self::LessPrivate,
        }
    }
}

/// Whether a setting is changed.
///
/// # Errors
/// Why it is not.
pub fn change_setting(facts: &ChangeFacts) -> Result<ChangeVerdict, ChangeRefused> {
    let bounds = bounds(facts.setting, facts.holder).ok_or(ChangeRefused::NotOfPerson)?;
    if !facts.setting.kind().values().contains(&facts.after) {
        return Err(ChangeRefused::NoSuchValue);
    }
    if let Some(ceiling) = bounds.ceiling
        && facts.after > ceiling
    {
        return Err(ChangeRefused::AboveCeiling(ceiling));
    }
    if facts.after == facts.before {
        return may_touch(facts).map(|()| ChangeVerdict::Unchanged);
    }
    may_touch(facts)?;
    match Direction::of(bounds, facts.before, facts.after) {
        Direction::MorePrivate | Direction::Neutral => Ok(ChangeVerdict::AtOnce),
        Direction::LessPrivate => less_private(facts),
    }
}

/// Whether a change leads to less privacy.
pub fn lowers_privacy(facts: &ChangeFacts) -> bool {
    facts.after != facts.before
        && bounds(facts.setting, facts.holder).is_some_and(|bounds| {
            Direction::of(bounds, facts.before, facts.after) == Direction::LessPrivate
        })
}

/// Whether the actor has a say in the setting at all. Drafts are the learner's own work (FER-04, D7), and
/// gone for good once they are switched off: no school switches them, and a parent only those of a child.
fn may_touch(facts: &ChangeFacts) -> Result<(), ChangeRefused> {
    let own_work = facts.setting == SettingKey::SavedDrafts;
    match facts.by {
        SettingActor::Oneself => Ok(()),
        SettingActor::Parent | SettingActor::School if !facts.holder.is_minor() => {
            Err(ChangeRefused::OnesOwn)
        }
        SettingActor::School if own_work => Err(ChangeRefused::OnesOwn),
        SettingActor::Parent if own_work && !facts.holder.asks_others() => {
            Err(ChangeRefused::OnesOwn)
        }
        SettingActor::Parent => match (facts.context, facts.holder) {
            (AccountContext::SchoolManaged, _) | (_, SettingHolder::Child) => Ok(()),
            // From 13 on a parent at home changes no setting alone (AGE-12).
            _ => Err(ChangeRefused::OnesOwn),
        },
        SettingActor::School if facts.context == AccountContext::SchoolManaged => Ok(()),
        SettingActor::School => Err(ChangeRefused::OnesOwn),
    }
}

fn less_private(facts: &ChangeFacts) -> Result<ChangeVerdict, ChangeRefused> {
    let asks_others = facts.holder.asks_others();
    match facts.by {
        SettingActor::School => return Err(ChangeRefused::NotBySchool),
        SettingActor::Parent if !asks_others => return Err(ChangeRefused::OnesOwn),
        SettingActor::Parent if facts.other_parent == OtherParent::Objected => {
            return Err(ChangeRefused::OtherParentObjected);
        }
        SettingActor::Parent | SettingActor::Oneself => {}
    }
    if facts.ground == PurposeGround::Missing {
        return Err(ChangeRefused::PurposeNotCovered);
    }
    if facts.by == SettingActor::Parent || !asks_others {
        return Ok(ChangeVerdict::AtOnce);
    }
    let asks_again_at = facts
        .asked_in_vain_at
        .map(|asked_at| asked_at + SETTING_APPROVAL.default);
    if asks_again_at.is_some_and(|again_at| facts.now < again_at) {
        return Err(ChangeRefused::AskedLately);
    }
    Ok(ChangeVerdict::Waits(
        match (facts.context, facts.guardian) {
            (AccountContext::SchoolManaged, GuardianPresence::Absent) => SettingActor::School,
            _ => SettingActor::Parent,
        },
    ))
}

#[cfg(test)]
mod tests;

//! Which changes of practice need a new notice and a new consent (VPC-09, 16 CFR 312.5(a)(1)).
//!
//! The changes are computed from the practices as data, never from their prose.

use std::collections::BTreeSet;

use crate::{
    category::Category, organizations::purpose::Purpose, purposes::table, text_enum::TextEnum as _,
};

crate::text_enum! {
    /// What kind of party receives data.
    pub enum RecipientCategory {
        /// The school and its district.
        School = "school",
        /// A processor that acts for internal operations only.
        Processor = "processor",
        /// The school's own systems, by a standard of exchange.
        SchoolSystem = "school_system",
        /// Researchers.
        Researcher = "researcher",
        /// Any other third party.
        ThirdParty = "third_party",
        /// The public.
        Public = "public",
    }
}

/// What a setting is until someone changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefaultState {
    /// Off: the more private one.
    Off,
    /// On.
    On,
}

/// How data is used for one purpose, as a version of the policy states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// The purpose.
    pub purpose: Purpose,
    /// The categories that are used.
    pub categories: BTreeSet<Category>,
    /// Who receives them.
    pub recipients: BTreeSet<RecipientCategory>,
    /// How many days they are kept at most.
    pub kept_days: u32,
    /// Whether it is on until someone turns it off.
    pub default: DefaultState,
}

impl Practice {
    /// The practice of a purpose by the table: its categories, for no recipient, off.
    pub fn of(purpose: Purpose, kept_days: u32) -> Self {
        Self {
            purpose,
            categories: table::row(purpose).categories.iter().copied().collect(),
            recipients: BTreeSet::new(),
            kept_days,
            default: DefaultState::Off,
        }
    }
}

/// Whether the successor in a merger keeps to the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuccessorTerms {
    /// It does.
    Same,
    /// Some use changes.
    ChangedUse,
}

/// One change of practice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PracticeChange {
    /// A purpose that was not there.
    NewPurpose(Purpose),
    /// A category that a purpose did not use.
    NewCategory(Purpose, Category),
    /// A kind of recipient that a purpose did not have.
    NewRecipient(Purpose, RecipientCategory),
    /// Data is kept longer.
    LongerRetention(Purpose),
    /// Data is kept for a shorter time.
    ShorterRetention(Purpose),
    /// What was off is on.
    WeakerDefault(Purpose),
    /// Another processor for the same internal operation.
    NewSubProcessor,
    /// The wording alone.
    Wording,
    /// Stronger security.
    StrongerSecurity,
    /// A merger or an acquisition.
    Merger(SuccessorTerms),
}

/// What changed between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PracticeDiff {
    /// Every change.
    pub changes: BTreeSet<PracticeChange>,
}

impl PracticeDiff {
    /// The changes from the practices of one version to those of the next.
    pub fn between(before: &[Practice], after: &[Practice]) -> Self {
        let changes = after
            .iter()
            .flat_map(
                |new| match before.iter().find(|old| old.purpose == new.purpose) {
                    None => vec![PracticeChange::NewPurpose(new.purpose)],
                    Some(old) => changes_of(old, new),
                },
            )
            .collect();
        Self { changes }
    }

    /// The purposes whose practices change so that a new consent is needed for them. A successor that
    /// uses data otherwise may do so for any.
    pub fn material_purposes(&self) -> BTreeSet<Purpose> {
        let mut purposes = BTreeSet::new();
        for change in &self.changes {
            match change {
                PracticeChange::NewPurpose(purpose)
                | PracticeChange::NewCategory(purpose, _)
                | PracticeChange::NewRecipient(purpose, _)
                | PracticeChange::LongerRetention(purpose)
                | PracticeChange::WeakerDefault(purpose) => _ = purposes.insert(*purpose),
                PracticeChange::Merger(SuccessorTerms::ChangedUse) => purposes.extend(Purpose::ALL),
                PracticeChange::ShorterRetention(_)
                | PracticeChange::NewSubProcessor
                | PracticeChange::Wording
                | PracticeChange::StrongerSecurity
                | PracticeChange::Merger(SuccessorTerms::Same) => {}
            }
        }
        purposes
    }
}

fn changes_of(old: &Practice, new: &Practice) -> Vec<PracticeChange> {
    let purpose = new.purpose;
    let mut changes: Vec<_> = new
        .categories
        .difference(&old.categories)
        .map(|category| PracticeChange::NewCategory(purpose, *category))
        .collect();
    changes.extend(
        new.recipients
            .difference(&old.recipients)
            .map(|recipient| PracticeChange::NewRecipient(purpose, *recipient)),
    );
    if new.kept_days > old.kept_days {
        changes.push(PracticeChange::LongerRetention(purpose));
    }
    if new.kept_days < old.kept_days {
        changes.push(PracticeChange::ShorterRetention(purpose));
    }
    if new.default > old.default {
        changes.push(PracticeChange::WeakerDefault(purpose));
    }
    changes
}

/// Whether a change needs a new notice and a new consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Materiality {
    /// It does: until the new consent is active, old data stays under the old terms and nothing new
    /// is processed.
    Material,
    /// A notice is enough.
    NoticeOnly,
}

/// Whether a set of changes needs a new consent (VPC-09): one of them is enough.
pub fn is_material(diff: &PracticeDiff) -> Materiality {
    if diff.material_purposes().is_empty() {
        Materiality::NoticeOnly
    } else {
        Materiality::Material
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn before() -> Practice {
        Practice::of(Purpose::Learning, 365)
    }

    fn diff(change: impl FnOnce(&mut Practice)) -> PracticeDiff {
        let mut after = before();
        change(&mut after);
        PracticeDiff::between(&[before()], &[after])
    }

    fn of(change: PracticeChange) -> PracticeDiff {
        PracticeDiff {
            changes: BTreeSet::from([change]),
        }
    }

    #[test]
    fn vpc_09_one_change_a_row_is_material_or_is_not() {
        use Materiality::{Material, NoticeOnly};
        let new_purpose =
            PracticeDiff::between(&[before()], &[before(), Practice::of(Purpose::Survey, 30)]);
        for (diff, verdict) in [
            (diff(|_| {}), NoticeOnly),
            (
                diff(|practice| _ = practice.categories.insert(Category::Usage)),
                Material,
            ),
            (new_purpose, Material),
            (
                diff(|practice| _ = practice.recipients.insert(RecipientCategory::Processor)),
                Material,
            ),
            (
                diff(|practice| _ = practice.recipients.insert(RecipientCategory::Public)),
                Material,
            ),
            (diff(|practice| practice.kept_days = 366), Material),
            (diff(|practice| practice.kept_days = 364), NoticeOnly),
            (
                diff(|practice| practice.default = DefaultState::On),
                Material,
            ),
            (diff(|practice| practice.categories.clear()), NoticeOnly),
            (of(PracticeChange::NewSubProcessor), NoticeOnly),
            (of(PracticeChange::Wording), NoticeOnly),
            (of(PracticeChange::StrongerSecurity), NoticeOnly),
            (of(PracticeChange::Merger(SuccessorTerms::Same)), NoticeOnly),
            (
                of(PracticeChange::Merger(SuccessorTerms::ChangedUse)),
                Material,
            ),
        ] {
            assert_eq!(is_material(&diff), verdict, "{diff:?}");
        }
    }

    #[test]
    fn vpc_09_one_material_change_of_two_is_enough() {
        let mut both = of(PracticeChange::Wording);
        both.changes
            .insert(PracticeChange::LongerRetention(Purpose::Learning));
        assert_eq!(is_material(&both), Materiality::Material);
    }

    #[test]
    fn vpc_09_a_change_concerns_its_purpose_and_a_changed_use_by_a_successor_every_one() {
        let longer = diff(|practice| practice.kept_days = 366);
        assert_eq!(longer.material_purposes(), [Purpose::Learning].into());
        let shorter = diff(|practice| practice.kept_days = 364);
        assert_eq!(shorter.material_purposes(), BTreeSet::new());
        let successor = of(PracticeChange::Merger(SuccessorTerms::ChangedUse));
        assert_eq!(
            successor.material_purposes(),
            Purpose::ALL.iter().copied().collect()
        );
    }
}

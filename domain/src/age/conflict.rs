//! Evidence of age that contradicts other evidence (AGE-04).

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::{
    band::AgeBand,
    evidence::{
        DobEvidence, GradeSpeaks, grade_speaks, oldest_possible_dob, youngest_possible_dob,
    },
};
use crate::access::Relationship;

crate::text_enum! {
    /// Where evidence of age comes from.
    pub enum AgeSource {
        /// The person says so.
        SelfDeclared = "self_declared",
        /// A teacher says so.
        TeacherStatement = "teacher_statement",
        /// The device or its app store says so (AGE-17).
        PlatformSignal = "platform_signal",
        /// A verified parent says so.
        ParentVerified = "parent_verified",
        /// The school's roster says so.
        SchoolRoster = "school_roster",
    }
}

/// How much a source weighs, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Authority {
    /// The person's own word.
    OwnWord,
    /// A statement of someone who may know.
    Statement,
    /// A record that the school or a verified parent answers for.
    Record,
}

impl AgeSource {
    /// How much the source weighs.
    pub const fn authority(self) -> Authority {
        match self {
            Self::SelfDeclared => Authority::OwnWord,
            Self::TeacherStatement | Self::PlatformSignal => Authority::Statement,
            Self::ParentVerified | Self::SchoolRoster => Authority::Record,
        }
    }

    /// What a person of this band counts as wherever protection ends or a right passes, while this is the word
    /// that is kept. Nobody outgrows the protection of a child by their own word or that of a device, nor
    /// becomes an adult by less than a record (AGE-14).
    pub const fn proves(self, band: AgeBand) -> AgeBand {
        match (self, band) {
            (Self::SelfDeclared | Self::PlatformSignal, _) => AgeBand::Child,
            (Self::TeacherStatement, AgeBand::Adult) => AgeBand::Teen,
            (Self::TeacherStatement | Self::ParentVerified | Self::SchoolRoster, band) => band,
        }
    }

    /// Where evidence comes from that a person in this relationship to the student states;
    /// `None` of who states none. What an administrator states is the school's record.
    pub const fn of(relationship: Relationship) -> Option<Self> {
        match relationship {
            Relationship::TeacherOfRecord => Some(Self::TeacherStatement),
            Relationship::SchoolAdmin | Relationship::DistrictAdmin => Some(Self::SchoolRoster),
            Relationship::Parent => Some(Self::ParentVerified),
            Relationship::Stranger
            | Relationship::Themself
            | Relationship::StudentThemself
            | Relationship::EligibleStudent
            | Relationship::Guardian
            | Relationship::Student
            | Relationship::CoTeacher
            | Relationship::TeachingAssistant
            | Relationship::Teacher
            | Relationship::PlatformOperator
            | Relationship::Author => None,
        }
    }
}

crate::text_enum! {
    /// Whether a piece of evidence that is held counts alone.
    pub enum StatementState {
        /// It is the evidence that is kept.
        Current = "current",
        /// It contradicts the evidence that is kept: of the two the younger counts until a person has
        /// looked at it.
        Contested = "contested",
    }
}

crate::text_enum! {
    /// How a contradiction is resolved.
    pub enum ReviewDecision {
        /// The contested evidence takes the place of what was kept.
        Accept = "accept",
        /// The contested evidence is deleted.
        Dismiss = "dismiss",
    }
}

/// One piece of evidence, with the band that it means today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgeClaim {
    /// Where it comes from.
    pub source: AgeSource,
    /// What it says.
    pub evidence: DobEvidence,
    /// The band of the youngest age that it allows.
    pub band: AgeBand,
}

/// The days between which a person was born.
#[derive(Clone, Copy)]
struct BornBetween {
    oldest: NaiveDate,
    youngest: NaiveDate,
}

impl AgeClaim {
    /// Whether it makes the person younger than another one does, or older: by the band, and within a band by
    /// the dates of birth that each allows. Of those that have a date in common none is the younger.
    pub fn contradicts(&self, other: &Self) -> Ordering {
        let bands = self.band.cmp(&other.band);
        match (self.born(), other.born()) {
            (Some(this), Some(other)) if other.youngest < this.oldest => bands.then(Ordering::Less),
            (Some(this), Some(other)) if this.youngest < other.oldest => {
                bands.then(Ordering::Greater)
            }
            (Some(_) | None, Some(_) | None) => bands,
        }
    }

    /// When the person was born; `None` of a grade level and of the bracket of a device, which are coarser than
    /// any date. Who is an adult has completed so many years or more.
    fn born(&self) -> Option<BornBetween> {
        let youngest = youngest_possible_dob(self.evidence)?;
        let oldest = match (self.source, self.evidence, self.band) {
            (AgeSource::PlatformSignal, ..) => return None,
            (_, DobEvidence::AgeOn { .. }, AgeBand::Adult) => NaiveDate::MIN,
            (_, evidence, _) => oldest_possible_dob(evidence)?,
        };
        Some(BornBetween { oldest, youngest })
    }
}

/// Which evidence is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// That which is stored.
    Current,
    /// That which came in.
    Incoming,
}

/// Whether a person looks at the contradiction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgeReview {
    /// No one needs to.
    NotNeeded,
    /// Someone must: the younger band holds until then, for it may be actual knowledge.
    Open,
}

/// Whether what was collected before must be judged again (AGE-16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recheck {
    /// Nothing changed that collection depended on.
    NotNeeded,
    /// The stored evidence is contradicted by what takes its place.
    Correction,
}

/// What becomes of two pieces of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MergedAge {
    /// Which one is kept.
    pub kept: Kept,
    /// The band that holds from now on.
    pub applied: AgeBand,
    /// Whether someone must look at it.
    pub review: AgeReview,
    /// Whether AGE-16 must be asked.
    pub recheck: Recheck,
}

/// What becomes of evidence that comes in beside what is stored (AGE-04).
pub fn merge_age_evidence(current: &AgeClaim, incoming: &AgeClaim) -> MergedAge {
    let (stored, new) = (current.source.authority(), incoming.source.authority());
    let younger = current.band.min(incoming.band);
    let unchanged = MergedAge {
        kept: Kept::Current,
        applied: current.band,
        review: AgeReview::NotNeeded,
        recheck: Recheck::NotNeeded,
    };
    let replaced = MergedAge {
        kept: Kept::Incoming,
        applied: incoming.band,
        recheck: Recheck::Correction,
        ..unchanged
    };
    match incoming.contradicts(current) {
        Ordering::Equal if new >= stored && is_needed(current, incoming) => MergedAge {
            recheck: Recheck::NotNeeded,
            ..replaced
        },
        Ordering::Equal => unchanged,
        // Two records answer for themselves: neither proves the other wrong.
        Ordering::Less if disagree(current.source, incoming.source) => MergedAge {
            review: AgeReview::Open,
            ..replaced
        },
        Ordering::Greater if disagree(current.source, incoming.source) => MergedAge {
            review: AgeReview::Open,
            ..unchanged
        },
        Ordering::Less if new < stored => MergedAge {
            applied: younger,
            review: AgeReview::Open,
            ..unchanged
        },
        Ordering::Less if incoming.source == AgeSource::PlatformSignal => MergedAge {
            review: AgeReview::Open,
            ..replaced
        },
        Ordering::Greater if new < stored => unchanged,
        Ordering::Less | Ordering::Greater => replaced,
    }
}

/// Whether two sources are two records, of which each contradicts the other.
fn disagree(current: AgeSource, incoming: AgeSource) -> bool {
    current != incoming
        && current.authority() == Authority::Record
        && incoming.authority() == Authority::Record
}

/// Whether evidence of as much weight or more that contradicts nothing is of use: a date where there was none,
/// one by which the person is certainly older, or one on whose word more rests. Of two that say the same the
/// one that is there stays.
fn is_needed(current: &AgeClaim, incoming: &AgeClaim) -> bool {
    match (current.born(), incoming.born()) {
        (Some(held), Some(new)) => {
            new.youngest < held.youngest || incoming.source.authority() > current.source.authority()
        }
        (None, Some(_)) => true,
        (Some(_) | None, None) => {
            current.evidence == DobEvidence::Unknown && says_something(incoming.evidence)
        }
    }
}

pub(super) fn says_something(evidence: DobEvidence) -> bool {
    match evidence {
        DobEvidence::Grade(grade) => grade_speaks(grade) == GradeSpeaks::ForAChild,
        DobEvidence::Unknown => false,
        DobEvidence::Date(_)
        | DobEvidence::YearMonth(_)
        | DobEvidence::Year(_)
        | DobEvidence::AgeOn { .. } => true,
    }
}

#[cfg(test)]
mod tests;

//! The guard against a bad export: too many pupils would end at once (R-IMP).

use std::collections::BTreeMap;

/// A share of a whole, as a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Above the line.
    pub part: u64,
    /// Below the line; never 0.
    pub of: u64,
}

impl Share {
    /// Whether `part` of `whole` is more than this share.
    fn is_exceeded_by(self, part: u64, whole: u64) -> bool {
        part.saturating_mul(self.of) > whole.saturating_mul(self.part)
    }
}

/// More than 10 % of a school's pupils ending needs acceptance (R-IMP).
pub const SCHOOL_SHARE: Share = Share { part: 1, of: 10 };

/// More than 25 % of a section's pupils ending needs acceptance (R-IMP).
pub const SECTION_SHARE: Share = Share { part: 1, of: 4 };

/// Sections with fewer pupils than this are not guarded: one pupil more or less is their daily
/// life (R-IMP).
pub const SECTION_MINIMUM: u64 = 5;

/// What becomes of a pupil that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The pupil stays.
    Stays,
    /// The pupil ends.
    Ends,
}

/// Pupils of one school or section, held and ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shrink {
    /// Pupils held now.
    pub held: u64,
    /// Pupils of these that would end.
    pub ending: u64,
}

impl Shrink {
    fn count(&mut self, ending: Ending) {
        self.held += 1;
        if ending == Ending::Ends {
            self.ending += 1;
        }
    }
}

/// Counts the pupils held and ending, by school and by section.
#[derive(Clone, Debug)]
pub struct RemovalGuard<S, C> {
    schools: BTreeMap<S, Shrink>,
    sections: BTreeMap<C, Shrink>,
}

/// Whether an import may be applied without further ado.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal<S, C> {
    /// It may.
    WithinBounds,
    /// Somebody must accept that these shrink so much.
    NeedsAcceptance {
        /// The schools, ascending.
        schools: Vec<(S, Shrink)>,
        /// The sections, ascending.
        sections: Vec<(C, Shrink)>,
    },
}

impl<S: Ord, C: Ord> Default for RemovalGuard<S, C> {
    fn default() -> Self {
        Self {
            schools: BTreeMap::new(),
            sections: BTreeMap::new(),
        }
    }
}

impl<S: Ord, C: Ord> RemovalGuard<S, C> {
    /// Counts a pupil held in a school. Each pupil is to be counted once for each school.
    pub fn count_in_school(&mut self, school: S, ending: Ending) {
        self.schools.entry(school).or_default().count(ending);
    }

    /// Counts a pupil held in a section. Each pupil is to be counted once for each section.
    pub fn count_in_section(&mut self, section: C, ending: Ending) {
        self.sections.entry(section).or_default().count(ending);
    }

    /// Judges what was counted.
    pub fn judge(self) -> Removal<S, C> {
        let schools: Vec<_> = self
            .schools
            .into_iter()
            .filter(|(_, shrink)| SCHOOL_SHARE.is_exceeded_by(shrink.ending, shrink.held))
            .collect();
        let sections: Vec<_> = self
            .sections
            .into_iter()
            .filter(|(_, shrink)| {
                shrink.held >= SECTION_MINIMUM
                    && SECTION_SHARE.is_exceeded_by(shrink.ending, shrink.held)
            })
            .collect();
        if schools.is_empty() && sections.is_empty() {
            Removal::WithinBounds
        } else {
            Removal::NeedsAcceptance { schools, sections }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, Removal, RemovalGuard, Shrink};

    fn ending(n: u64, ending: u64) -> Ending {
        if n < ending {
            Ending::Ends
        } else {
            Ending::Stays
        }
    }

    #[test]
    fn more_than_a_tenth_of_a_school_needs_acceptance() {
        for (held, ends, accepted) in [
            (100, 10, true),
            (100, 11, false),
            (1, 1, false),
            (9, 0, true),
        ] {
            let mut guard: RemovalGuard<&str, &str> = RemovalGuard::default();
            for n in 0..held {
                guard.count_in_school("lincoln", ending(n, ends));
            }
            let expected = if accepted {
                Removal::WithinBounds
            } else {
                let shrink = Shrink { held, ending: ends };
                Removal::NeedsAcceptance {
                    schools: vec![("lincoln", shrink)],
                    sections: vec![],
                }
            };
            assert_eq!(guard.judge(), expected, "{ends} of {held}");
        }
    }

    #[test]
    fn more_than_a_quarter_of_a_section_of_five_needs_acceptance() {
        for (held, ends, accepted) in [(8, 2, true), (8, 3, false), (5, 2, false), (4, 4, true)] {
            let mut guard: RemovalGuard<&str, &str> = RemovalGuard::default();
            for n in 0..held {
                guard.count_in_section("3b", ending(n, ends));
            }
            let within = guard.judge() == Removal::WithinBounds;
            assert_eq!(within, accepted, "{ends} of {held}");
        }
    }
}

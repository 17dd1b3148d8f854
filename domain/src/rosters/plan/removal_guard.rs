//! The guard against a bad export: too many students or staff would end at once (R-IMP).

use std::collections::BTreeMap;

use super::removal_bounds::RemovalBounds;

/// Sections with fewer students than this are not guarded: one student more or less is their daily
/// life (R-IMP).
pub const SECTION_MINIMUM: u64 = 5;

/// Schools with fewer staff than this are guarded only together with the district's other staff
/// (R-IMP).
pub const STAFF_MINIMUM: u64 = 5;

/// What becomes of a person who is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// They stay.
    Stays,
    /// They end.
    Ends,
}

impl Ending {
    /// They end if so, and stay if not.
    #[must_use]
    pub const fn ends_if(ends: bool) -> Self {
        if ends { Self::Ends } else { Self::Stays }
    }

    /// Who stays anywhere stays.
    #[must_use]
    pub const fn or_stays(self, other: Self) -> Self {
        match (self, other) {
            (Self::Ends, Self::Ends) => Self::Ends,
            _ => Self::Stays,
        }
    }
}

/// People of one school or section, held and ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shrink {
    /// People held now.
    pub held: u64,
    /// People of these that would end.
    pub ending: u64,
}

impl Shrink {
    fn count(&mut self, ending: Ending) {
        self.held += 1;
        if ending == Ending::Ends {
            self.ending += 1;
        }
    }

    /// Whether more than so many percent of at least so many would end.
    fn exceeds(self, percent: u8, minimum: u64) -> bool {
        let is_exceeded =
            self.ending.saturating_mul(100) > self.held.saturating_mul(u64::from(percent));
        self.held >= minimum && is_exceeded
    }
}

/// Counts people held and ending: students by school and by section, staff by school and all.
#[derive(Clone, Debug)]
pub struct RemovalGuard<S, C> {
    schools: BTreeMap<S, Shrink>,
    sections: BTreeMap<C, Shrink>,
    staff: BTreeMap<S, Shrink>,
    all_staff: Shrink,
}

/// Whether an import may be applied without further ado.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal<S, C> {
    /// It may.
    WithinBounds,
    /// A person must accept that these shrink so much.
    NeedsAcceptance {
        /// The schools, ascending.
        schools: Vec<(S, Shrink)>,
        /// The sections, ascending.
        sections: Vec<(C, Shrink)>,
        /// The schools whose staff shrinks, ascending.
        staff: Vec<(S, Shrink)>,
        /// The staff of the district, if it shrinks.
        all_staff: Option<Shrink>,
    },
}

impl<S: Ord, C: Ord> Default for RemovalGuard<S, C> {
    fn default() -> Self {
        Self {
            schools: BTreeMap::new(),
            sections: BTreeMap::new(),
            staff: BTreeMap::new(),
            all_staff: Shrink::default(),
        }
    }
}

impl<S: Ord, C: Ord> RemovalGuard<S, C> {
    /// Counts a student held in a school. Each student is to be counted once for each school.
    pub fn count_in_school(&mut self, school: S, ending: Ending) {
        self.schools.entry(school).or_default().count(ending);
    }

    /// Counts a student held in a section. Each student is to be counted once for each section.
    pub fn count_in_section(&mut self, section: C, ending: Ending) {
        self.sections.entry(section).or_default().count(ending);
    }

    /// Counts a member of staff held in a school. Each is to be counted once for each school.
    pub fn count_staff_of_school(&mut self, school: S, ending: Ending) {
        self.staff.entry(school).or_default().count(ending);
    }

    /// Counts a member of the district's staff. Each is to be counted once.
    pub fn count_staff(&mut self, ending: Ending) {
        self.all_staff.count(ending);
    }

    /// Judges what was counted by the bounds of each school, of the school of each section and of the
    /// district.
    pub fn judge(
        self,
        of_school: impl Fn(&S) -> RemovalBounds,
        of_section: impl Fn(&C) -> RemovalBounds,
        of_district: RemovalBounds,
    ) -> Removal<S, C> {
        let schools = exceeding(self.schools, |school| of_school(school).students, 1);
        let of_section = |section: &C| of_section(section).class;
        let sections = exceeding(self.sections, of_section, SECTION_MINIMUM);
        let staff = exceeding(self.staff, |school| of_school(school).staff, STAFF_MINIMUM);
        let all_staff = Some(self.all_staff).filter(|all| all.exceeds(of_district.staff, 1));
        let is_calm = schools.is_empty() && sections.is_empty() && staff.is_empty();
        if is_calm && all_staff.is_none() {
            return Removal::WithinBounds;
        }
        Removal::NeedsAcceptance {
            schools,
            sections,
            staff,
            all_staff,
        }
    }
}

fn exceeding<K>(
    groups: BTreeMap<K, Shrink>,
    percent: impl Fn(&K) -> u8,
    minimum: u64,
) -> Vec<(K, Shrink)> {
    let groups = groups.into_iter();
    groups
        .filter(|(group, shrink)| shrink.exceeds(percent(group), minimum))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Ending, Removal, RemovalBounds, RemovalGuard, Shrink};

    fn judged<'g>(guard: RemovalGuard<&'g str, &'g str>) -> Removal<&'g str, &'g str> {
        let usual = RemovalBounds::USUAL;
        guard.judge(|_| usual, |_| usual, usual)
    }

    #[test]
    fn each_school_is_judged_by_its_own_bounds() {
        let mut guard: RemovalGuard<&str, &str> = RemovalGuard::default();
        for school in ["lincoln", "maple"] {
            for n in 0..100 {
                guard.count_in_school(school, ending(n, 15));
            }
        }
        let usual = RemovalBounds::USUAL;
        let of_school = |school: &&str| RemovalBounds {
            students: if *school == "maple" { 15 } else { 10 },
            ..usual
        };
        let Removal::NeedsAcceptance { schools, .. } = guard.judge(of_school, |_| usual, usual)
        else {
            panic!("one needs acceptance");
        };
        assert_eq!(schools.len(), 1);
        assert_eq!(schools[0].0, "lincoln");
    }

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
                    staff: vec![],
                    all_staff: None,
                }
            };
            assert_eq!(judged(guard), expected, "{ends} of {held}");
        }
    }

    #[test]
    fn more_than_a_quarter_of_a_section_of_five_needs_acceptance() {
        for (held, ends, accepted) in [(8, 2, true), (8, 3, false), (5, 2, false), (4, 4, true)] {
            let mut guard: RemovalGuard<&str, &str> = RemovalGuard::default();
            for n in 0..held {
                guard.count_in_section("3b", ending(n, ends));
            }
            let within = judged(guard) == Removal::WithinBounds;
            assert_eq!(within, accepted, "{ends} of {held}");
        }
    }
    #[test]
    fn more_than_a_quarter_of_the_staff_needs_acceptance() {
        for (held, ends, of_school, of_district) in [
            (4, 1, false, false),
            (4, 2, false, true),
            (8, 2, false, false),
            (8, 3, true, true),
        ] {
            let mut guard: RemovalGuard<&str, &str> = RemovalGuard::default();
            for n in 0..held {
                guard.count_staff_of_school("lincoln", ending(n, ends));
                guard.count_staff(ending(n, ends));
            }
            let found = match judged(guard) {
                Removal::WithinBounds => (false, false),
                Removal::NeedsAcceptance {
                    staff, all_staff, ..
                } => (!staff.is_empty(), all_staff.is_some()),
            };
            assert_eq!(found, (of_school, of_district), "{ends} of {held}");
        }
    }

    #[test]
    fn who_stays_anywhere_stays() {
        use Ending::{Ends, Stays};
        assert_eq!(Ends.or_stays(Ends), Ends);
        for (one, other) in [(Stays, Ends), (Ends, Stays), (Stays, Stays)] {
            assert_eq!(one.or_stays(other), Stays);
        }
    }
}

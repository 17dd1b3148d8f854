//! Repetitions and contradictions among enrollments, once all are read.

use std::{
    collections::BTreeSet,
    hash::{BuildHasher, RandomState},
};

use super::{EnrollmentRole, Enrollments, Entry};
use crate::{
    classes::class_role::ClassRole,
    rosters::{
        codes::Code,
        files::{Field, File},
        report::{Report, Severity},
    },
};

const TEACHER_OF_RECORD: EnrollmentRole = EnrollmentRole::Staff(ClassRole::TeacherOfRecord);
const CO_TEACHER: EnrollmentRole = EnrollmentRole::Staff(ClassRole::CoTeacher);

impl Enrollments {
    /// Leaves one enrollment for each key, and one for each person, class, role and day.
    pub(in crate::rosters) fn settle(&mut self, report: &mut Report) {
        self.settle_keys(report);
        self.entries.sort_unstable_by_key(|entry| {
            let Entry {
                class,
                person,
                role,
                ..
            } = *entry;
            (class, role, person, entry.interval, entry.row)
        });
        self.settle_repetitions(report);
        self.settle_teachers(report);
        self.texts.settle();
        self.entries.shrink_to_fit();
    }

    /// Of rows with one key the first counts. Sorting by the hash of the key needs a fraction of
    /// the time of sorting by the key; only rows of one hash are compared by key.
    fn settle_keys(&mut self, report: &mut Report) {
        let hasher = RandomState::new();
        let mut places: Vec<(u64, usize)> = (self.entries.iter().enumerate())
            .map(|(place, entry)| (hasher.hash_one(self.texts.get(entry.sourced_id)), place))
            .collect();
        places.sort_unstable();
        let mut repeated = BTreeSet::new();
        for run in places.chunk_by(|one, other| one.0 == other.0) {
            if run.len() > 1 {
                self.settle_run(run, &mut repeated, report);
            }
        }
        drop(places);
        if !repeated.is_empty() {
            let mut place = 0..;
            self.entries
                .retain(|_| place.next().is_none_or(|place| !repeated.contains(&place)));
        }
    }

    fn settle_run(
        &self,
        run: &[(u64, usize)],
        repeated: &mut BTreeSet<usize>,
        report: &mut Report,
    ) {
        let key = |entry: &Entry| self.texts.get(entry.sourced_id);
        let mut firsts: Vec<&Entry> = Vec::new();
        for (_, place) in run {
            let Some(later) = self.entries.get(*place) else {
                continue;
            };
            let Some(first) = firsts.iter().find(|first| key(first) == key(later)) else {
                firsts.push(later);
                continue;
            };
            repeated.insert(*place);
            let same = (later.class, later.person, later.role, later.interval)
                == (first.class, first.person, first.role, first.interval);
            let (code, severity) = if same {
                (Code::DuplicateRow, Severity::Warning)
            } else {
                report.count_skipped(File::Enrollments);
                (Code::ConflictingRow, Severity::Error)
            };
            note(report, later, Field::SourcedId, code, severity);
        }
    }

    fn settle_repetitions(&mut self, report: &mut Report) {
        self.entries.dedup_by(|later, first| {
            let repeated = (later.class, later.role, later.person)
                == (first.class, first.role, first.person)
                && later.interval.overlaps(first.interval);
            if repeated {
                // The earlier one reaches as far as both, so that no day is lost.
                first.interval = first.interval.hull(later.interval);
                let code = Code::RepeatedEnrollment;
                note(report, later, Field::UserSourcedId, code, Severity::Warning);
            }
            repeated
        });
        for (first, later) in self.entries.iter().zip(self.entries.iter().skip(1)) {
            if first.class == later.class
                && first.role == TEACHER_OF_RECORD
                && later.role == TEACHER_OF_RECORD
                && first.interval.overlaps(later.interval)
            {
                let code = Code::SeveralTeachersOfRecord;
                note(report, later, Field::Primary, code, Severity::Warning);
            }
        }
    }

    /// Makes all teachers of a class teachers of record where none is marked as the primary one:
    /// many systems leave the column blank, and a class that no one is responsible for cannot be
    /// led. All and not one, because any one may leave before the class ends, and the bundle does
    /// not say whom the district means.
    fn settle_teachers(&mut self, report: &mut Report) {
        for class in self
            .entries
            .chunk_by_mut(|one, other| one.class == other.class)
        {
            let is = |role| move |entry: &Entry| entry.role == role;
            let Some(first) = class.iter().find(|entry| is(CO_TEACHER)(entry)) else {
                continue;
            };
            if class.iter().any(is(TEACHER_OF_RECORD)) || self.open.contains(&first.class) {
                continue;
            }
            let code = Code::NoTeacherOfRecord;
            note(report, first, Field::Primary, code, Severity::Warning);
            for entry in class.iter_mut().filter(|entry| is(CO_TEACHER)(entry)) {
                entry.role = TEACHER_OF_RECORD;
            }
        }
    }
}

fn note(report: &mut Report, entry: &Entry, field: Field, code: Code, severity: Severity) {
    report.note_row(File::Enrollments, entry.row, Some(field), code, severity);
}

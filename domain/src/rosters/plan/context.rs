//! What the comparisons of one plan share.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::{
    compare::Wanted,
    counts::{Kind, PlanCounts, Tallies},
    held::HeldRoster,
    keyed::DistrictKey,
    losses::Losses,
};
use crate::{
    ids::{AcademicSessionId, AgreementId, ClassId, Id, SchoolId, UserId},
    mint::Mint,
    rosters::{
        bundle::Bundle,
        codes::Code,
        files::{Field, File},
        kept_because_unreadable::SparedRoles,
        numbers::{OrgNumber, PersonNumber},
        report::{Finding, FindingSubject, Severity},
    },
    text_enum::TextEnum,
};

/// A school of the bundle, as it is or will be held.
#[derive(Clone, Copy)]
pub(super) struct KnownSchool {
    pub(super) id: SchoolId,
    pub(super) zone: Option<Tz>,
    pub(super) agreement: Option<AgreementId>,
}

/// What the comparisons share: each leaves behind what the next needs.
pub(super) struct PlanContext<'a> {
    pub(super) held: &'a HeldRoster,
    pub(super) bundle: &'a Bundle,
    pub(super) key: &'a dyn DistrictKey,
    mint: &'a dyn Mint,
    pub(super) now: DateTime<Utc>,
    pub(super) tallies: Tallies,
    pub(super) losses: Losses,
    pub(super) findings: Vec<Finding>,
    /// By organization of the bundle; none for what is no school.
    pub(super) schools: Vec<Option<KnownSchool>>,
    /// By session of the bundle.
    pub(super) sessions: Vec<AcademicSessionId>,
    /// By class of the bundle.
    pub(super) classes: Vec<ClassId>,
    /// The schools of classes that are held or new.
    pub(super) schools_of_classes: HashMap<ClassId, SchoolId>,
    /// By person of the bundle; none for whom nothing can be held.
    pub(super) people: Vec<Option<UserId>>,
    /// People of some of whose roles the bundle says nothing certain.
    pub(super) spared: HashMap<UserId, Vec<SparedRoles>>,
    /// People who left, and whose addresses others get.
    pub(super) freed: Vec<UserId>,
    /// People who leave.
    pub(super) leaving: HashSet<UserId>,
    /// People who stay as they are held, whatever their rows say.
    pub(super) kept: HashSet<UserId>,
}

impl<'a> PlanContext<'a> {
    pub(super) fn new(
        held: &'a HeldRoster,
        bundle: &'a Bundle,
        key: &'a dyn DistrictKey,
        mint: &'a dyn Mint,
    ) -> Self {
        let classes = held.classes.iter().map(super::compare::HeldRecord::record);
        Self {
            held,
            bundle,
            key,
            mint,
            now: held.now,
            tallies: Kind::ALL
                .iter()
                .map(|kind| (*kind, PlanCounts::default()))
                .collect(),
            losses: Losses::default(),
            findings: Vec::new(),
            schools: Vec::new(),
            sessions: Vec::new(),
            classes: Vec::new(),
            schools_of_classes: classes.map(|class| (class.id, class.school)).collect(),
            people: vec![None; bundle.people.places()],
            spared: HashMap::new(),
            freed: Vec::new(),
            leaving: HashSet::new(),
            kept: HashSet::new(),
        }
    }

    pub(super) fn new_id<K>(&self) -> Id<K> {
        Id::from_uuid(self.mint.id(self.now))
    }

    pub(super) fn counts(&mut self, kind: Kind) -> &mut PlanCounts {
        self.tallies.entry(kind).or_default()
    }

    pub(super) fn find_fault(
        &mut self,
        file: File,
        row: Option<u32>,
        field: Option<Field>,
        code: Code,
    ) {
        self.find(file, row, field, code, Severity::Error);
    }

    pub(super) fn find(
        &mut self,
        file: File,
        row: Option<u32>,
        field: Option<Field>,
        code: Code,
        severity: Severity,
    ) {
        let subject = FindingSubject {
            file: Some(file),
            field,
            code,
            severity,
        };
        self.findings.push(Finding::of(row, subject));
    }

    /// The keys of a file's rows that could not be read.
    pub(super) fn unread<W>(
        &self,
        file: File,
    ) -> impl Iterator<Item = (&'a str, Wanted<W>)> + use<'a, W> {
        let keys = self.bundle.spared.keys(file);
        keys.map(|key| (key, Wanted::KeptBecauseUnreadable))
    }

    pub(super) fn school(&self, org: OrgNumber) -> Option<KnownSchool> {
        self.schools.get(org.index()).copied().flatten()
    }

    pub(super) fn person(&self, number: PersonNumber) -> Option<UserId> {
        self.people.get(number.index()).copied().flatten()
    }
}

//! Organizations: districts, schools, departments.

use std::collections::{BTreeSet, HashMap};

use crate::text::SchoolName;

use super::{
    files::{Field, File},
    numbers::OrgNumber,
    report::Report,
    row::{Fault, Presence, RosterRow},
    tree::{self, Above},
    vocabulary::OrgKind,
};

/// An organization of a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Org {
    /// Its key in the system it comes from.
    pub sourced_id: String,
    /// Its name, 1 to 255 characters.
    pub name: String,
    /// Its kind. One that extends the vocabulary is told from its place: beneath a school it is a
    /// part of it, above schools it groups them, else it is a school.
    pub kind: OrgKind,
    /// The organization above it. There are no cycles.
    pub parent: Option<OrgNumber>,
    /// The line in an editor on which its row begins, counted from 1.
    pub row: u32,
}

/// The organizations while they are read.
#[derive(Default)]
pub(super) struct Orgs {
    taken: Vec<Org>,
    above: Vec<Above>,
    /// The places of those whose kind extends the vocabulary. A school each until all are read.
    extended: BTreeSet<usize>,
    places: HashMap<String, usize>,
}

impl Orgs {
    pub(super) fn take(&mut self, row: &mut RosterRow<'_, '_>) -> Result<(), Fault> {
        let sourced_id = row.key(Field::SourcedId)?.into_owned();
        if row.presence()? == Presence::Deleted {
            return Ok(());
        }
        let name = row.text::<SchoolName>(Field::Name)?.into_owned();
        let kind = row.org_kind()?;
        let mut org = Org {
            sourced_id,
            name,
            kind: kind.unwrap_or(OrgKind::School),
            parent: None,
            row: row.number,
        };
        let above = Above {
            key: row.optional(Field::ParentSourcedId)?.map(Into::into),
            row: row.number,
        };
        if let Some(place) = self.places.get(&org.sourced_id).copied() {
            let held = self.taken.get(place).zip(self.above.get(place));
            let same = held.is_some_and(|(held, parent)| {
                org.row = held.row;
                *held == org && parent.key == above.key
            });
            return row.repeated(same);
        }
        if kind.is_none() {
            self.extended.insert(self.taken.len());
        }
        self.places.insert(org.sourced_id.clone(), self.taken.len());
        self.taken.push(org);
        self.above.push(above);
        Ok(())
    }

    /// Settles who is above whom. Afterwards organizations can be looked up.
    pub(super) fn settle(&mut self, report: &mut Report) {
        let parents = tree::settle(File::Orgs, &self.above, &self.places, report);
        for (org, parent) in self.taken.iter_mut().zip(parents) {
            org.parent = parent.map(OrgNumber::at);
        }
        self.above = Vec::new();
        self.tell_extended();
    }

    /// Tells the kinds that extend the vocabulary from the places of their organizations.
    fn tell_extended(&mut self) {
        let extended = std::mem::take(&mut self.extended);
        if extended.is_empty() {
            return;
        }
        for place in 0..self.taken.len() {
            let is_grouped = |org: &&Org| org.kind != OrgKind::Department;
            if !extended.contains(&place)
                && let Some(org) = self.taken.get(place).filter(is_grouped)
            {
                self.group_above(org.parent, &extended);
            }
        }
        for place in extended {
            let parent = self.taken.get(place).and_then(|org| org.parent);
            let beneath_school = parent.and_then(|parent| self.school_of(parent)).is_some();
            if let Some(org) = self.taken.get_mut(place)
                && org.kind == OrgKind::School
                && beneath_school
            {
                org.kind = OrgKind::Department;
            }
        }
    }

    /// Holds the extended kinds from here upwards for groups of schools.
    fn group_above(&mut self, mut above: Option<OrgNumber>, extended: &BTreeSet<usize>) {
        while let Some(number) = above {
            let Some(org) = self.taken.get_mut(number.index()) else {
                return;
            };
            if extended.contains(&number.index()) {
                if org.kind == OrgKind::Local {
                    return;
                }
                org.kind = OrgKind::Local;
            }
            above = org.parent;
        }
    }

    pub(super) fn find(&self, key: &str) -> Option<OrgNumber> {
        self.places.get(key).copied().map(OrgNumber::at)
    }

    pub(super) fn kind(&self, number: OrgNumber) -> Option<OrgKind> {
        self.taken.get(number.index()).map(|org| org.kind)
    }

    /// The school this organization is or, as a department, belongs to.
    pub(super) fn school_of(&self, number: OrgNumber) -> Option<OrgNumber> {
        let mut at = number;
        loop {
            let org = self.taken.get(at.index())?;
            match org.kind {
                OrgKind::School => return Some(at),
                OrgKind::Department => at = org.parent?,
                OrgKind::District | OrgKind::Local | OrgKind::State | OrgKind::National => {
                    return None;
                }
            }
        }
    }

    pub(super) fn into_orgs(self) -> Vec<Org> {
        self.taken
    }
}

//! What an import would do: a bundle compared with what is held, kind by kind.
//!
//! A row of a bundle that could not be read spares what is held under its key. Only what came from
//! a roster is compared, so that classes, roles and seats that people made stay as they are.

mod accounts;
mod classes;
mod instants;
mod people;
mod removal;
mod removals;
mod roles;
mod schools;
mod seat_outcomes;
mod seats;
mod sessions;
mod usernames;

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::{
    ids::{AcademicSessionId, AgreementId, ClassId, Id, SchoolId, UserId},
    mint::Mint,
    rosters::{
        Bundle, Code, Field, File, Finding, PersonNumber, Severity, SparedRoles, Subject,
        plan::{Kind, PlanCounts},
    },
    text_enum::TextEnum,
};

use super::{
    rows::{AssignmentRow, ClassRow, EnrollmentRow, RoleRow, SchoolRow, SessionRow},
    snapshot::RosterSnapshot,
};
use crate::{keys::BlindIndex, sql_types::BindUuid};

pub(super) use accounts::adults_email;
pub(super) use classes::{ClassChange, Return, draw_code, grade_level};
pub(super) use people::{Closing, PersonEnd, PersonStep};
use removal::Losses;
pub(super) use roles::RoleChange;
pub(super) use schools::SchoolChange;
pub(super) use seats::{Ending, SeatChange, SeatEnd};

/// How much an import does, by kind.
pub type Tallies = BTreeMap<Kind, PlanCounts>;

/// How much would lose so many people that somebody has to accept it (R-IMP).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RemovalAlarm {
    /// Schools that lose students; all students who are in no class count as one more.
    pub schools: usize,
    /// Sections that lose students.
    pub sections: usize,
    /// Schools that lose staff; at least one if the district does.
    pub staff: usize,
    /// Files without a row of which something is held.
    pub files: usize,
}

impl RemovalAlarm {
    /// Whether nobody has to accept anything.
    pub fn is_within_bounds(self) -> bool {
        self == Self::default()
    }
}

/// What an import would do. Names are still in the bundle: a plan holds references to them.
pub struct Plan {
    /// How much it does.
    pub tallies: Tallies,
    /// What shrinks beyond its bounds.
    pub removal_alarm: RemovalAlarm,
    /// What was found while comparing, beside what the bundle's own report says.
    pub findings: Vec<Finding>,
    /// Which records it ends, as a digest.
    pub removals: String,
    pub(super) schools: Rows<SchoolRow, SchoolChange, BindUuid>,
    pub(super) sessions: Rows<SessionRow, SessionRow, BindUuid>,
    pub(super) classes: Rows<ClassRow, ClassChange, BindUuid>,
    pub(super) people: Rows<PersonStep, PersonStep, PersonEnd>,
    pub(super) roles: Rows<RoleRow, RoleChange, SeatEnd>,
    pub(super) enrollments: Rows<EnrollmentRow, SeatChange, SeatEnd>,
    pub(super) assignments: Rows<AssignmentRow, SeatChange, SeatEnd>,
}

/// What is to be written of one kind.
pub(super) struct Rows<New, Change, End> {
    pub(super) new: Vec<New>,
    pub(super) changed: Vec<Change>,
    pub(super) ended: Vec<End>,
}

impl<New, Change, End> Default for Rows<New, Change, End> {
    fn default() -> Self {
        Self {
            new: Vec::new(),
            changed: Vec::new(),
            ended: Vec::new(),
        }
    }
}

impl Plan {
    /// Compares. Takes a second for a large district; to be called outside of transactions.
    pub fn of(held: &RosterSnapshot, bundle: &Bundle, mint: &dyn Mint) -> Self {
        let mut bench = PlanContext::new(held, bundle, mint);
        let schools = schools::compare(&mut bench);
        let sessions = sessions::compare(&mut bench);
        let classes = classes::compare(&mut bench);
        let people = people::compare(&mut bench);
        let roles = roles::compare(&mut bench);
        let enrollments = seats::enrollments(&mut bench);
        let assignments = seats::assignments(&mut bench);
        let mut plan = Self {
            tallies: std::mem::take(&mut bench.tallies),
            removal_alarm: removal::removal_alarm(&bench),
            findings: std::mem::take(&mut bench.findings),
            removals: String::new(),
            schools,
            sessions,
            classes,
            people,
            roles,
            enrollments,
            assignments,
        };
        plan.removals = removals::digest(&bench, &plan);
        plan
    }

    /// How many records it changes.
    pub fn records(&self) -> u64 {
        self.tallies
            .values()
            .map(|tally| tally.created + tally.changed + tally.resumed + tally.ended)
            .sum()
    }
}

/// A school of the bundle, as it is or will be held.
#[derive(Clone, Copy)]
struct School {
    id: SchoolId,
    zone: Option<Tz>,
    agreement: Option<AgreementId>,
}

/// What the comparisons share: each leaves behind what the next needs.
struct PlanContext<'a> {
    held: &'a RosterSnapshot,
    bundle: &'a Bundle,
    mint: &'a dyn Mint,
    now: DateTime<Utc>,
    tenant: BindUuid,
    tallies: Tallies,
    losses: Losses,
    findings: Vec<Finding>,
    /// By organization of the bundle; none for what is no school.
    schools: Vec<Option<School>>,
    /// By session of the bundle.
    sessions: Vec<AcademicSessionId>,
    /// By class of the bundle.
    classes: Vec<ClassId>,
    /// The schools of classes that are held.
    schools_of_classes: HashMap<ClassId, SchoolId>,
    /// By person of the bundle; none for whom nothing can be held.
    people: Vec<Option<UserId>>,
    /// People of some of whose roles the bundle says nothing certain.
    spared: HashMap<UserId, Vec<SparedRoles>>,
    /// People who leave.
    leaving: HashSet<UserId>,
}

impl<'a> PlanContext<'a> {
    fn new(held: &'a RosterSnapshot, bundle: &'a Bundle, mint: &'a dyn Mint) -> Self {
        Self {
            held,
            bundle,
            mint,
            now: held.now,
            tenant: BindUuid(held.organization.uuid()),
            tallies: Kind::ALL
                .iter()
                .map(|kind| (*kind, PlanCounts::default()))
                .collect(),
            losses: Losses::default(),
            findings: Vec::new(),
            schools: Vec::new(),
            sessions: Vec::new(),
            classes: Vec::new(),
            schools_of_classes: held
                .classes
                .iter()
                .map(|class| (class.id, class.school))
                .collect(),
            people: vec![None; bundle.people.places()],
            spared: HashMap::new(),
            leaving: HashSet::new(),
        }
    }

    fn new_id<Kind>(&self) -> Id<Kind> {
        Id::from_uuid(self.mint.id(self.now))
    }

    fn tally(&mut self, kind: Kind) -> &mut PlanCounts {
        self.tallies.entry(kind).or_default()
    }

    fn find_fault(&mut self, file: File, row: Option<u32>, field: Option<Field>, code: Code) {
        self.find(file, row, field, code, Severity::Error);
    }

    fn find(
        &mut self,
        file: File,
        row: Option<u32>,
        field: Option<Field>,
        code: Code,
        severity: Severity,
    ) {
        let subject = Subject {
            file: Some(file),
            field,
            code,
            severity,
        };
        self.findings.push(Finding::of(row, subject));
    }

    fn person(&self, number: PersonNumber) -> Option<UserId> {
        self.people.get(number.index()).copied().flatten()
    }

    fn source(&self, place: crate::keys::SealContext, sourced_id: &str) -> BlindIndex {
        self.held.key.index(place, sourced_id)
    }
}

/// The most characters of a title or a school's name that Hallpass shows.
const LONGEST_TITLE: usize = 120;

/// Cuts a text to what Hallpass shows.
fn short(text: &str) -> String {
    let cut: String = text.chars().take(LONGEST_TITLE).collect();
    cut.trim_end().to_owned()
}

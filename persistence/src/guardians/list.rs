//! The guardians of a student, for the school.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageGuardians,
    audit::Shown,
    guardians::{
        GuardianEvidence, GuardianKind, GuardianshipEnd, GuardianshipState, contact::may_keep,
    },
    ids::{GuardianshipId, UserId},
};

use super::{
    contacts::keeper::keeper,
    limits::{GuardianLimit, of_guardianships},
};
use crate::{
    access::Permit,
    accounts::people::{DISPLAY_NAME, EMAIL, FAMILY_NAME, GIVEN_NAME},
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{PageRequest, Slice},
    schema::{guardianships, subject_keys, users},
};

/// A guardianship as the school sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct GuardianRecord {
    /// Its id.
    pub id: GuardianshipId,
    /// The guardian.
    pub guardian: UserId,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// Their display name.
    pub display_name: String,
    /// The address with which they sign in.
    pub email: Option<String>,
    /// What they are to the student.
    pub kind: GuardianKind,
    /// Where the guardianship stands.
    pub state: GuardianshipState,
    /// By what the school verified it.
    pub evidence: Option<GuardianEvidence>,
    /// Since when it is claimed.
    pub claimed_at: DateTime<Utc>,
    /// When the school last decided about it.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it ended.
    pub end_reason: Option<GuardianshipEnd>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// What limits the guardian's rights, over or not.
    pub limits: Vec<GuardianLimit>,
}

impl std::fmt::Debug for GuardianRecord {
    /// Without the person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GuardianRecord")
            .field("id", &self.id)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

/// A page of the guardians of the permitted student, those of before included, in the order of their
/// claims. Who is of the student's family reads of nobody but themself, and not what limits their own
/// rights.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageGuardians>,
    page: PageRequest,
) -> Result<Slice<GuardianRecord>, DbError> {
    let mut guardians = of_student(tx, permit.subject().student, None)?;
    guardians.retain(|known| Some(known.id.uuid()) > page.after);
    let reader = permit.actor().user();
    if may_keep(keeper(tx, reader, permit.subject().student)?).is_err() {
        guardians.retain(|known| known.guardian == reader);
        for own in &mut guardians {
            own.limits.clear();
        }
    }
    let found = page.into_page(guardians, |known| known.id.uuid());
    let shown = found.rows.iter().map(|known| known.guardian);
    audit::disclosed(tx, permit, Shown::each(shown))?;
    Ok(found)
}

pub(super) fn find(
    tx: &mut Tx<'_>,
    student: UserId,
    guardianship: GuardianshipId,
) -> Result<Option<GuardianRecord>, DbError> {
    let found = of_student(tx, student, Some(guardianship))?;
    Ok(found.into_iter().next())
}

type Row = (
    (GuardianshipId, UserId),
    (
        GuardianKind,
        GuardianshipState,
        Option<GuardianEvidence>,
        Option<GuardianshipEnd>,
    ),
    (DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    (Sealed, Sealed, Sealed, Option<Sealed>),
    Sealed,
);

fn of_student(
    tx: &mut Tx<'_>,
    student: UserId,
    only: Option<GuardianshipId>,
) -> Result<Vec<GuardianRecord>, DbError> {
    let mut wanted = guardianships::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(guardianships::organization_id)
                .and(users::id.eq(guardianships::guardian_id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(guardianships::organization_id)
                .and(subject_keys::subject_id.eq(guardianships::guardian_id))),
        )
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::student_id.eq(student))
        .order(guardianships::id)
        .select((
            (guardianships::id, guardianships::guardian_id),
            (
                guardianships::kind,
                guardianships::state,
                guardianships::evidence,
                guardianships::end_reason,
            ),
            (
                guardianships::claimed_at,
                guardianships::decided_at,
                guardianships::ended_at,
            ),
            (
                users::given_name,
                users::family_name,
                users::display_name,
                users::email,
            ),
            subject_keys::wrapped,
        ))
        .into_boxed();
    if let Some(only) = only {
        wanted = wanted.filter(guardianships::id.eq(only));
    }
    let rows: Vec<Row> = wanted.load(tx.conn())?;
    let ids: Vec<GuardianshipId> = rows.iter().map(|row| row.0.0).collect();
    let mut limits = of_guardianships(tx, &ids)?;
    let organization_key = tx.organization_key()?;
    rows.into_iter()
        .map(|row| {
            let ((id, guardian), words, instants, (given, family, display, email), wrapped) = row;
            let (kind, state, evidence, end_reason) = words;
            let (claimed_at, decided_at, ended_at) = instants;
            let key = organization_key.open_subject(guardian, &wrapped)?;
            let text = |place, sealed: &Sealed| key.open_text(place, guardian.uuid(), sealed);
            Ok(GuardianRecord {
                id,
                guardian,
                given_name: text(GIVEN_NAME, &given)?,
                family_name: text(FAMILY_NAME, &family)?,
                display_name: text(DISPLAY_NAME, &display)?,
                email: email.map(|email| text(EMAIL, &email)).transpose()?,
                kind,
                state,
                evidence,
                claimed_at,
                decided_at,
                end_reason,
                ended_at,
                limits: limits.remove(&id).unwrap_or_default(),
            })
        })
        .collect()
}

//! A legal process as it is stored, and as a person sees it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    category::Category,
    ids::{LegalProcessId, RecordDisclosureId, UserId},
    legal_process::{
        LegalProcessKind, LegalProcessState, NoticeService,
        course::{NoticeStanding, ProcessFacts, Reviewer, RightsHolders, SchoolAwareness},
        notice::wait_over_at,
        order::{GagStanding, NoNoticeBasis},
    },
    records::disclosure::{DisclosureGround, DisclosureStatement},
};

use crate::{
    accounts::keys_of::subject_key,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    records::read_words,
    schema::legal_processes,
};

pub(super) const ISSUER: SealContext = SealContext::of("legal_processes", "issuer");
pub(super) const REFERENCE: SealContext = SealContext::of("legal_processes", "reference");

/// A legal process as it is stored.
#[derive(Queryable, Selectable)]
#[diesel(table_name = legal_processes, check_for_backend(MultiBackend))]
pub(super) struct Stored {
    pub(super) id: LegalProcessId,
    pub(super) student_id: UserId,
    pub(super) kind: LegalProcessKind,
    issuer: Sealed,
    reference: Sealed,
    categories: String,
    pub(super) received_by: UserId,
    received_at: DateTime<Utc>,
    return_at: Option<DateTime<Utc>>,
    pub(super) no_notice_basis: Option<NoNoticeBasis>,
    gag_ends_at: Option<DateTime<Utc>>,
    pub(super) state: LegalProcessState,
    pub(super) validated_at: Option<DateTime<Utc>>,
    pub(super) school_notified_at: Option<DateTime<Utc>>,
    pub(super) notice_service: Option<NoticeService>,
    pub(super) notice_at: Option<DateTime<Utc>>,
    pub(super) told_at: Option<DateTime<Utc>>,
    ended_at: Option<DateTime<Utc>>,
    pub(super) disclosure_id: Option<RecordDisclosureId>,
}

impl Stored {
    /// Whether an order forbids to tell at an instant.
    pub(super) fn gag(&self, now: DateTime<Utc>) -> GagStanding {
        GagStanding::of(self.gag_ends_at, now)
    }

    /// What decides about it, of somebody who acts so.
    pub(super) fn facts(
        &self,
        (reviewer, school, family): (Reviewer, SchoolAwareness, RightsHolders),
        now: DateTime<Utc>,
    ) -> ProcessFacts {
        ProcessFacts {
            state: self.state,
            reviewer,
            school,
            gag: self.gag(now),
            notice: match (self.notice_service, self.told_at) {
                (_, Some(at)) => NoticeStanding::Told(at),
                (Some(_), None) => NoticeStanding::OnItsWay,
                (None, None) => NoticeStanding::Untold,
            },
            family,
            return_at: self.return_at,
            now,
        }
    }

    /// On which ground the record of disclosures has it.
    pub(super) fn ground(&self) -> DisclosureGround {
        ground_of(self.kind)
    }

    /// What holds of it, for the record of disclosures.
    pub(super) fn statements(&self, now: DateTime<Utc>) -> Vec<DisclosureStatement> {
        let mut statements = Vec::new();
        if self.validated_at.is_some() {
            statements.push(DisclosureStatement::ProcessValidated);
        }
        match (self.gag(now), self.no_notice_basis) {
            (GagStanding::InForce, Some(basis)) => statements.push(basis.statement()),
            _ if self.told_at.is_some() => {
                statements.push(DisclosureStatement::RightsHolderToldBefore);
            }
            _ => {}
        }
        statements
    }

    /// Who issued it.
    pub(super) fn issuer(&self, tx: &mut Tx<'_>) -> Result<String, DbError> {
        let key = subject_key(tx, self.student_id)?;
        Ok(key.open_text(ISSUER, self.id.uuid(), &self.issuer)?)
    }

    /// Records of which categories it asks for.
    pub(super) fn categories(&self) -> Result<Vec<Category>, DbError> {
        read_words(&self.categories)
    }
}

/// On which ground the record of disclosures has a process of a kind.
pub(super) const fn ground_of(kind: LegalProcessKind) -> DisclosureGround {
    if kind.is_compulsory() {
        DisclosureGround::LegalProcess
    } else {
        DisclosureGround::Other
    }
}

/// A legal process as a person sees it.
#[derive(Clone, PartialEq, Eq)]
pub struct LegalProcess {
    /// Its id.
    pub id: LegalProcessId,
    /// Whose record it asks for.
    pub student: UserId,
    /// Its kind.
    pub kind: LegalProcessKind,
    /// Who issued it.
    pub issuer: String,
    /// What its issuer calls the matter.
    pub reference: String,
    /// Records of which categories it asks for.
    pub categories: Vec<Category>,
    /// When it was recorded.
    pub received_at: DateTime<Utc>,
    /// When the records are to be returned.
    pub return_at: Option<DateTime<Utc>>,
    /// Why the family must not, or must not have been, told.
    pub no_notice_basis: Option<NoNoticeBasis>,
    /// Until when.
    pub gag_ends_at: Option<DateTime<Utc>>,
    /// Where it stands.
    pub state: LegalProcessState,
    /// When it was found valid.
    pub validated_at: Option<DateTime<Utc>>,
    /// Since when the school knows.
    pub school_notified_at: Option<DateTime<Utc>>,
    /// How the family is told.
    pub notice_service: Option<NoticeService>,
    /// When the family was told.
    pub told_at: Option<DateTime<Utc>>,
    /// From when on the school may comply, once the family was told.
    pub wait_over_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// The entry of the record of disclosures.
    pub disclosure: Option<RecordDisclosureId>,
}

/// A process for the record of a student of the tenant.
pub(super) fn find(
    tx: &mut Tx<'_>,
    student: UserId,
    process: LegalProcessId,
) -> Result<Option<Stored>, DbError> {
    let found = by_id(tx, process)?;
    Ok(found.filter(|row| row.student_id == student))
}

/// A process of the tenant, whoever's record it asks for.
pub(super) fn by_id(tx: &mut Tx<'_>, process: LegalProcessId) -> Result<Option<Stored>, DbError> {
    Ok(legal_processes::table
        .find((tx.tenant(), process))
        .select(Stored::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Opens a process.
pub(super) fn open(tx: &mut Tx<'_>, row: &Stored) -> Result<LegalProcess, DbError> {
    let key = subject_key(tx, row.student_id)?;
    let text = |place, sealed: &Sealed| key.open_text(place, row.id.uuid(), sealed);
    Ok(LegalProcess {
        issuer: text(ISSUER, &row.issuer)?,
        reference: text(REFERENCE, &row.reference)?,
        categories: row.categories()?,
        wait_over_at: row.told_at.map(|at| wait_over_at(at, row.return_at)),
        id: row.id,
        student: row.student_id,
        kind: row.kind,
        received_at: row.received_at,
        return_at: row.return_at,
        no_notice_basis: row.no_notice_basis,
        gag_ends_at: row.gag_ends_at,
        state: row.state,
        validated_at: row.validated_at,
        school_notified_at: row.school_notified_at,
        notice_service: row.notice_service,
        told_at: row.told_at,
        ended_at: row.ended_at,
        disclosure: row.disclosure_id,
    })
}

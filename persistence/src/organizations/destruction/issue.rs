//! The certificate of what was destroyed: counts, rules and instants, signed, and no person.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    category::Category,
    ids::{AuthorityEndId, SchoolId},
    organizations::{
        authority_end::AuthorityEndReason,
        destruction::{DestructionMethod, DestructionScope, RULES},
    },
    rights::erasure::{ErasureFate, KeptBecause},
    text_enum::TextEnum as _,
};

use crate::{
    database::Tx,
    error::DbError,
    rights::erasure::PlanLine,
    schema::{authority_ends, destruction_lines, destructions},
    sql_types::bind_instant,
};

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFacts {
    /// Its number: that of the end of authority.
    pub id: AuthorityEndId,
    /// The school.
    pub school: SchoolId,
    /// Of whom everything was destroyed.
    pub scope: DestructionScope,
    /// The rules by which it was.
    pub rules: [&'static str; 3],
    /// How.
    pub method: DestructionMethod,
    /// When the authority ended.
    pub ended_at: DateTime<Utc>,
    /// When the last of it was destroyed.
    pub destroyed_at: DateTime<Utc>,
    /// When the certificate is issued.
    pub issued_at: DateTime<Utc>,
    /// Students whose accounts were deleted.
    pub students_destroyed: i32,
    /// Students of another school, of whom only the rows of this school were deleted.
    pub students_shared: i32,
    /// Students who stay because of a hold or an open inspection (RET-03).
    pub students_held: i32,
    /// What became of the rows of each category.
    pub lines: Vec<PlanLine>,
}

/// Signs a certificate; `None` if no key signs at its instant.
pub type Sign<'a> = &'a dyn Fn(&CertificateFacts) -> Option<String>;

/// Issues the certificate of an end of authority after which nothing is left to destroy but of those who
/// are held. One that says the same is not issued again.
///
/// # Errors
/// If the database fails, or no key signs.
pub(crate) fn issue(
    tx: &mut Tx<'_>,
    end: AuthorityEndId,
    held: usize,
    sign: Sign<'_>,
) -> Result<(), DbError> {
    type Row = (SchoolId, i32, i32, Option<DateTime<Utc>>);
    type End = (
        AuthorityEndReason,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
        i32,
    );
    let (school, students_shared, known_held, known): Row = destructions::table
        .find((tx.tenant(), end))
        .select((
            destructions::school_id,
            destructions::students_shared,
            destructions::students_held,
            destructions::issued_at,
        ))
        .first(tx.conn())?;
    let held = i32::try_from(held).unwrap_or(i32::MAX);
    if known.is_some() && known_held == held {
        return Ok(());
    }
    let (reason, ended_at, purged_at, students): End = authority_ends::table
        .find((tx.tenant(), end))
        .select((
            authority_ends::reason,
            authority_ends::ended_at,
            authority_ends::purged_at,
            authority_ends::students_purged,
        ))
        .first(tx.conn())?;
    let facts = CertificateFacts {
        id: end,
        school,
        scope: match reason {
            AuthorityEndReason::AgreementEnded => DestructionScope::School,
            AuthorityEndReason::StudentRevoked => DestructionScope::Student,
        },
        rules: RULES,
        method: DestructionMethod::RowsDeletedAndKeysDestroyed,
        ended_at,
        destroyed_at: purged_at.unwrap_or(tx.now()),
        issued_at: tx.now(),
        students_destroyed: students,
        students_shared,
        students_held: held,
        lines: lines(tx, end)?,
    };
    let signed = sign(&facts).ok_or(DbError::Corrupt(
        "a key signs certificates at every instant",
    ))?;
    diesel::update(destructions::table.find((tx.tenant(), end)))
        .set((
            destructions::students_held.eq(held),
            destructions::issued_at.eq(Some(bind_instant(tx.now()))),
            destructions::signed.eq(Some(signed)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

fn lines(tx: &mut Tx<'_>, end: AuthorityEndId) -> Result<Vec<PlanLine>, DbError> {
    let rows: Vec<(String, String, String, i64)> = destruction_lines::table
        .filter(destruction_lines::organization_id.eq(tx.tenant()))
        .filter(destruction_lines::authority_end_id.eq(end))
        .order((
            destruction_lines::category,
            destruction_lines::fate,
            destruction_lines::because,
        ))
        .select((
            destruction_lines::category,
            destruction_lines::fate,
            destruction_lines::because,
            destruction_lines::row_count,
        ))
        .load(tx.conn())?;
    let read = |(category, fate, because, rows): (String, String, String, i64)| {
        Some(PlanLine {
            category: Category::parse(&category)?,
            fate: ErasureFate::parse(&fate)?,
            because: match because.as_str() {
                "" => None,
                word => Some(KeptBecause::parse(word)?),
            },
            rows,
        })
    };
    rows.into_iter()
        .map(|row| read(row).ok_or(DbError::Corrupt("a line of a destruction has words")))
        .collect()
}

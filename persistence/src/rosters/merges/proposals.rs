//! Which accounts may be one person's.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*};
use domain::{
    access::action::MergeAccounts,
    accounts::credentials::{AccountStatus, PersonKind},
    audit::Shown,
    ids::UserId,
    rosters::plan::RECOGNISED_FOR,
};

use crate::{
    access::Permit,
    accounts::people::{FAMILY_NAME, GIVEN_NAME, SOURCE_ID},
    audit,
    database::Tx,
    error::DbError,
    keys::{BlindIndex, Sealed},
    paging::{PageRequest, Slice},
    schema::{subject_keys, users},
    sql_types::{BindInstant, bind_instant},
};

/// An account that a roster made under a new key, and those of people of the same names who had left
/// by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeProposal {
    /// The account.
    pub id: UserId,
    /// Student or staff.
    pub kind: PersonKind,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Its key in rosters.
    pub source_id: String,
    /// When the roster made it.
    pub created_at: DateTime<Utc>,
    /// Whose the person may be.
    pub candidates: Vec<LeftAccount>,
}

/// The account of a person who left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAccount {
    /// The account.
    pub id: UserId,
    /// Its key in rosters.
    pub source_id: String,
    /// When the roster stopped naming its person.
    pub left_at: DateTime<Utc>,
}

type NewRow = (
    UserId,
    PersonKind,
    BlindIndex,
    (Sealed, Sealed, Sealed),
    DateTime<Utc>,
    Sealed,
);
type LeftRow = (
    UserId,
    PersonKind,
    BlindIndex,
    Sealed,
    DateTime<Utc>,
    Sealed,
);

/// What is proposed in the permitted district, in the order of the new accounts. Everybody is shown by
/// it. Who is locked, suspended or hidden is left out: every account that is hidden is locked.
///
/// # Errors
/// If the database fails.
pub fn proposals<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, MergeAccounts>,
    page: PageRequest,
) -> Result<Slice<MergeProposal>, DbError> {
    let found = page.into_page(new_accounts(tx, page)?, |row| row.0.uuid());
    let left = left_accounts(tx, &found.rows)?;
    let keys = tx.organization_key()?;
    let open_left = |(id, _, _, source, left_at, wrapped): &LeftRow| {
        let subject = keys.open_subject(*id, wrapped)?;
        Ok::<_, DbError>(LeftAccount {
            id: *id,
            source_id: subject.open_text(SOURCE_ID, id.uuid(), source)?,
            left_at: *left_at,
        })
    };
    let open = |(id, kind, name, (given, family, source), created_at, wrapped): NewRow| {
        let subject = keys.open_subject(id, &wrapped)?;
        let text = |place, sealed: &Sealed| subject.open_text(place, id.uuid(), sealed);
        let namesakes = left
            .iter()
            .filter(|(_, of, named, _, left_at, _)| {
                *of == kind && named.bytes() == name.bytes() && *left_at <= created_at
            })
            .map(open_left);
        Ok::<_, DbError>(MergeProposal {
            id,
            kind,
            given_name: text(GIVEN_NAME, &given)?,
            family_name: text(FAMILY_NAME, &family)?,
            source_id: text(SOURCE_ID, &source)?,
            created_at,
            candidates: namesakes.collect::<Result<_, _>>()?,
        })
    };
    let proposals = found.try_map(open)?;
    let people = proposals.rows.iter().flat_map(|proposal| {
        let candidates = proposal.candidates.iter().map(|left| left.id);
        candidates.chain([proposal.id])
    });
    audit::disclosed(tx, permit, Shown::each(people))?;
    Ok(proposals)
}

/// From when on somebody who left is recognised.
fn recently(tx: &Tx<'_>) -> BindInstant {
    bind_instant(tx.now() - RECOGNISED_FOR)
}

fn new_accounts(tx: &mut Tx<'_>, page: PageRequest) -> Result<Vec<NewRow>, DbError> {
    let left = diesel::alias!(users as left_users);
    let namesakes = left
        .filter(
            left.field(users::organization_id)
                .eq(users::organization_id),
        )
        .filter(left.field(users::name_index).eq(users::name_index))
        .filter(left.field(users::kind).eq(users::kind))
        .filter(left.field(users::status).eq(AccountStatus::Disabled))
        .filter(left.field(users::source_index).is_not_null())
        .filter(left.field(users::locked_at).is_null())
        .filter(left.field(users::suspended_at).is_null())
        .filter(
            left.field(users::left_roster_at)
                .assume_not_null()
                .gt(recently(tx)),
        )
        .filter(
            left.field(users::left_roster_at)
                .assume_not_null()
                .le(users::created_at),
        );
    Ok(users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.gt(page.after_id()))
        .filter(users::created_at.gt(recently(tx)))
        .filter(users::source_id.is_not_null())
        .filter(users::left_roster_at.is_null())
        .filter(users::locked_at.is_null())
        .filter(users::suspended_at.is_null())
        .filter(exists(namesakes))
        .order(users::id)
        .limit(page.limit_plus_one())
        .select((
            users::id,
            users::kind,
            users::name_index,
            (
                users::given_name,
                users::family_name,
                users::source_id.assume_not_null(),
            ),
            users::created_at,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?)
}

/// Those who left and have the names of one of these.
fn left_accounts(tx: &mut Tx<'_>, of: &[NewRow]) -> Result<Vec<LeftRow>, DbError> {
    let names = of.iter().map(|row| row.2.bytes().to_vec());
    Ok(users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::name_index.eq_any(names))
        .filter(users::status.eq(AccountStatus::Disabled))
        .filter(users::source_id.is_not_null())
        .filter(users::left_roster_at.gt(recently(tx)))
        .filter(users::locked_at.is_null())
        .filter(users::suspended_at.is_null())
        .order(users::id)
        .select((
            users::id,
            users::kind,
            users::name_index,
            users::source_id.assume_not_null(),
            users::left_roster_at.assume_not_null(),
            subject_keys::wrapped,
        ))
        .load(tx.conn())?)
}

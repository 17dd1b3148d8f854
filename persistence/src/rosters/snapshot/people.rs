//! People and their roles as they are held.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    accounts::credentials::{AccountStatus, PersonKind},
    ids::{SchoolId, UserId},
    rosters::plan::{
        HeldPerson, KeyedDigest, PersonStatement, RoleRecord, RosterReach, Span, WithId,
    },
    staff::role::StaffRole,
};

use super::seats::AT_A_TIME;
use crate::{
    database::Tx,
    error::DbError,
    keys::{BlindIndex, Sealed},
    rosters::rows::ROSTER,
    schema::{credentials, guardianships, staff_roles, subject_keys, users},
    sql_types::{BindUuid, bind_id, bind_instant},
};

/// People with what is unique among them.
pub(super) struct People {
    pub(super) everybody: Vec<HeldPerson>,
    /// The keys of every person, in the same order; none for whom it was destroyed.
    pub(super) subject_keys: Vec<Option<Sealed>>,
    pub(super) emails: HashMap<KeyedDigest, UserId>,
    pub(super) usernames: HashMap<KeyedDigest, UserId>,
}

pub(super) fn read(tx: &mut Tx<'_>) -> Result<People, DbError> {
    let mut found = People {
        everybody: Vec::new(),
        subject_keys: Vec::new(),
        emails: HashMap::new(),
        usernames: HashMap::new(),
    };
    let mut after = UserId::from_uuid(uuid::Uuid::nil());
    loop {
        let rows = page(tx, after)?;
        let Some((last, ..)) = rows.last() else {
            return Ok(found);
        };
        after = *last;
        for (id, kind, status, (source, statement, left_at), indexes, ended, credential) in rows {
            let (wrapped, locked_at) = ended;
            let (name, email, username) = indexes;
            let (email, username) = (
                email.map(BlindIndex::bytes),
                username.map(BlindIndex::bytes),
            );
            found.emails.extend(email.map(|email| (email, id)));
            found
                .usernames
                .extend(username.map(|username| (username, id)));
            let statement = statement.map(|said| PersonStatement::from_bytes(&said));
            found.everybody.push(HeldPerson {
                id,
                kind,
                status,
                source: source.map(BlindIndex::bytes),
                statement: statement
                    .map(|said| said.ok_or(DbError::Corrupt("a statement has all its digests")))
                    .transpose()?,
                left_at,
                name: name.bytes(),
                reach: match (&wrapped, locked_at) {
                    (None, _) => RosterReach::Erased,
                    (Some(_), Some(_)) => RosterReach::Locked,
                    (Some(_), None) => RosterReach::Within,
                },
                has_credential: credential.is_some(),
                email,
                username,
            });
            found.subject_keys.push(wrapped);
        }
    }
}

type PersonRow = (
    UserId,
    PersonKind,
    AccountStatus,
    (Option<BlindIndex>, Option<Vec<u8>>, Option<DateTime<Utc>>),
    (BlindIndex, Option<BlindIndex>, Option<BlindIndex>),
    (Option<Sealed>, Option<DateTime<Utc>>),
    Option<String>,
);

fn page(tx: &mut Tx<'_>, after: UserId) -> Result<Vec<PersonRow>, DbError> {
    Ok(users::table
        .left_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .left_join(
            credentials::table.on(credentials::organization_id
                .eq(users::organization_id)
                .and(credentials::user_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.gt(bind_id(after)))
        .order(users::id)
        .limit(AT_A_TIME)
        .select((
            users::id,
            users::kind,
            users::status,
            (
                users::source_index,
                users::source_statement,
                users::left_roster_at,
            ),
            (users::name_index, users::email_index, users::username_index),
            (subject_keys::wrapped.nullable(), users::locked_at),
            credentials::kind.nullable(),
        ))
        .load(tx.conn())?)
}

pub(super) fn roles(tx: &mut Tx<'_>) -> Result<Vec<WithId<RoleRecord>>, DbError> {
    type RoleRow = (
        BindUuid,
        UserId,
        Option<SchoolId>,
        StaffRole,
        DateTime<Utc>,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<RoleRow> = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::origin.eq(ROSTER))
        .filter(not_over!(staff_roles, bind_instant(tx.now())))
        .select((
            staff_roles::id,
            staff_roles::user_id,
            staff_roles::school_id,
            staff_roles::role,
            staff_roles::begins_at,
            staff_roles::ends_at,
        ))
        .load(tx.conn())?;
    let held = rows
        .into_iter()
        .map(|(id, user, school, role, begins_at, ends_at)| WithId {
            id: id.0,
            record: RoleRecord {
                user,
                school,
                role,
                span: Span { begins_at, ends_at },
            },
        });
    Ok(held.collect())
}

/// Adults with something that no roster gave: a role in effect, or a guardianship that is not over.
pub(super) fn appointed(tx: &mut Tx<'_>) -> Result<HashSet<UserId>, DbError> {
    let rows: Vec<UserId> = staff_roles::table
        .filter(staff_roles::organization_id.eq(tx.tenant()))
        .filter(staff_roles::origin.ne(ROSTER))
        .filter(not_over!(staff_roles, bind_instant(tx.now())))
        .select(staff_roles::user_id)
        .load(tx.conn())?;
    let guardians: Vec<UserId> = guardianships::table
        .filter(guardianships::organization_id.eq(tx.tenant()))
        .filter(guardianships::ended_at.is_null())
        .select(guardianships::guardian_id)
        .load(tx.conn())?;
    Ok(rows.into_iter().chain(guardians).collect())
}

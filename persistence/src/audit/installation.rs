//! The head over all logs: without it, a log could go as a whole and nothing would miss it.
//!
//! It is a row of the installation's own organization, written now and then by a worker and not with
//! the logs themselves, which would make all organizations wait for one another. Who covers the logs
//! reads their heads and locks none of them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use domain::ids::OrganizationId;

use super::{
    hashes::Digest,
    head::checked,
    keyed::{Head, LogKey},
};
use crate::{
    access::Installation,
    database::Tx,
    error::DbError,
    schema::{audit_heads, audit_installation, audit_links, organizations},
};

/// Where all logs ended at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstallationHead {
    /// How often it was written before.
    pub position: i64,
    /// What says with the installation's key that it was so.
    pub link: Digest,
    /// The logs that had events.
    pub heads: BTreeMap<OrganizationId, Head>,
}

/// What the database says that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The head over all logs; `None` if it is not as it was written.
    pub head: Option<InstallationHead>,
    /// The organizations that are there or have a head of their own.
    pub organizations: BTreeSet<OrganizationId>,
}

/// Writes the first head, over nothing: with the installation's own organization.
pub(crate) fn begin(tx: &mut Tx<'_>) -> Result<(), DbError> {
    tx.require_platform()?;
    let key = LogKey::of(tx)?;
    let row = (
        audit_installation::organization_id.eq(tx.tenant()),
        audit_installation::position.eq(0),
        audit_installation::heads.eq(Vec::<u8>::new()),
        audit_installation::mac.eq(key.installation(0, &[]).to_vec()),
    );
    diesel::insert_into(audit_installation::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Covers the logs that went on since, and gives the head over all. It takes no head that was not
/// written with its log's key, and none of a log that does not hold what was covered before.
///
/// # Errors
/// [`DbError::Corrupt`] if the head that it goes on from is not as it was written, and outside of the
/// installation's own organization; if the database fails.
pub fn cover(tx: &mut Tx<'_>, _by: &Installation) -> Result<InstallationHead, DbError> {
    let mut covering = read(tx)?.ok_or(DbError::Corrupt(
        "the head over all audit logs is as it was written",
    ))?;
    let ends: Vec<(OrganizationId, End)> = audit_heads::table
        .order(audit_heads::organization_id)
        .select((
            audit_heads::organization_id,
            (audit_heads::position, audit_heads::link, audit_heads::mac),
        ))
        .load(tx.conn())?;
    let mut went_on = false;
    for (organization, end) in ends {
        let covered = covering.heads.get(&organization).copied();
        let covered = covered.unwrap_or(Head::START);
        if (covered.position, covered.link.as_slice()) == (end.0, end.1.as_slice()) {
            continue;
        }
        let follows = match tx.within(organization, |tx| following(tx, &covered, &end)) {
            Err(DbError::Key(_)) => None,
            follows => follows?,
        };
        if let Some(head) = follows {
            covering.heads.insert(organization, head);
            went_on = true;
        } else {
            log::error!("the audit log of {organization} does not go on from its last head");
        }
    }
    if went_on {
        write(tx, &mut covering)?;
    }
    Ok(covering)
}

/// A head as it is stored: position, link and what says that it was so.
type End = (i64, Vec<u8>, Vec<u8>);

/// The stored head of the tenant's log, if it was written with the log's key and the log went on to
/// it from what is covered.
fn following(
    tx: &mut Tx<'_>,
    covered: &Head,
    (position, link, mac): &End,
) -> Result<Option<Head>, DbError> {
    let head = checked(&LogKey::of(tx)?, *position, link, mac);
    let holds = holds(tx, covered)?;
    Ok(head.filter(|head| holds && head.position > covered.position))
}

/// Whether the tenant's log once ended there.
fn holds(tx: &mut Tx<'_>, head: &Head) -> Result<bool, DbError> {
    if *head == Head::START {
        return Ok(true);
    }
    let link: Option<Vec<u8>> = audit_links::table
        .find((tx.tenant(), head.position))
        .select(audit_links::link)
        .first(tx.conn())
        .optional()?;
    Ok(link.is_some_and(|link| link == head.link))
}

fn write(tx: &mut Tx<'_>, head: &mut InstallationHead) -> Result<(), DbError> {
    head.position += 1;
    let mut heads = Vec::new();
    for (organization, of) in &head.heads {
        of.write(*organization, &mut heads);
    }
    head.link = LogKey::of(tx)?.installation(head.position, &heads);
    diesel::update(audit_installation::table.find(tx.tenant()))
        .set((
            audit_installation::position.eq(head.position),
            audit_installation::heads.eq(heads),
            audit_installation::mac.eq(head.link.to_vec()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Reads the head over all logs; `None` if it is not as it was written.
fn read(tx: &mut Tx<'_>) -> Result<Option<InstallationHead>, DbError> {
    tx.require_platform()?;
    let key = LogKey::of(tx)?;
    let stored: Option<(i64, Vec<u8>, Vec<u8>)> = audit_installation::table
        .find(tx.tenant())
        .select((
            audit_installation::position,
            audit_installation::heads,
            audit_installation::mac,
        ))
        .first(tx.conn())
        .optional()?;
    let Some((position, heads, mac)) = stored else {
        return Ok(None);
    };
    let link = key.installation(position, &heads);
    if link.as_slice() != mac {
        return Ok(None);
    }
    Ok(Head::read_all(&heads).map(|heads| InstallationHead {
        position,
        link,
        heads: heads.into_iter().collect(),
    }))
}

/// What there is to verify.
///
/// # Errors
/// [`DbError::Corrupt`] outside of the installation's own organization; if the database fails.
pub fn extent(tx: &mut Tx<'_>, _by: &Installation) -> Result<Extent, DbError> {
    let head = read(tx)?;
    let rows: Vec<OrganizationId> = organizations::table
        .select(organizations::organization_id)
        .load(tx.conn())?;
    let logs: Vec<OrganizationId> = audit_heads::table
        .select(audit_heads::organization_id)
        .load(tx.conn())?;
    Ok(Extent {
        head,
        organizations: rows.into_iter().chain(logs).collect(),
    })
}

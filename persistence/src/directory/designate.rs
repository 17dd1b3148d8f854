//! Designating directory information.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    access::action::ManageDirectory,
    audit::Changed,
    directory::{WantedDesignation, next_designation, refusal_time},
    ids::{DirectoryDesignationId, DirectoryPartyId},
    organizations::time_zone::{day_begins_last_at, local_day},
};

use super::designations::{DirectoryDesignation, ListedParty, designated};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    organizations::academic_sessions::zone_of,
    schema::{directory_designations, directory_parties, directory_types},
    sql_types::bind_instant,
};

/// What a school is to designate.
#[derive(Clone, Debug)]
pub struct NewDesignation {
    /// The types, and those to whom they are released.
    pub wanted: WantedDesignation,
    /// The day of the public notice.
    pub notice_on: NaiveDate,
    /// The last day on which families refuse what is new before it takes effect.
    pub refuse_until: NaiveDate,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DesignateOutcome {
    /// It is designated.
    Designated(DirectoryDesignation),
    /// The notice is yet to be given.
    NoticeAhead,
    /// Families have too little or too much time to refuse.
    TimeRefused,
}

/// Designates directory information of the permitted school in the place of what it designated before.
///
/// # Errors
/// If the database fails.
pub fn designate<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageDirectory>,
    new: &NewDesignation,
) -> Result<DesignateOutcome, DbError> {
    let school = permit.subject();
    let zone = zone_of(tx, school)?;
    let today = local_day(tx.now(), zone).latest;
    if new.notice_on > today {
        return Ok(DesignateOutcome::NoticeAhead);
    }
    if refusal_time(today, new.refuse_until).is_err() {
        return Ok(DesignateOutcome::TimeRefused);
    }
    let after = new.refuse_until.succ_opt().unwrap_or(new.refuse_until);
    let before = designated(tx, school)?;
    let had = before.as_ref().map(DirectoryDesignation::designation);
    let next = next_designation(
        had.as_ref(),
        &new.wanted,
        day_begins_last_at(after, zone),
        tx.now(),
    );
    if let Some(before) = &before {
        diesel::update(directory_designations::table.find((tx.tenant(), before.id)))
            .set((
                directory_designations::ended_by.eq(Some(permit.actor().user())),
                directory_designations::ended_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
    }
    let designation = DirectoryDesignation {
        id: tx.new_id(),
        notice_on: new.notice_on,
        refuse_until: new.refuse_until,
        recorded_at: tx.now(),
        ended_at: None,
        types: next.types,
        parties: next
            .parties
            .into_iter()
            .map(|party| ListedParty {
                id: tx.new_id(),
                party,
            })
            .collect(),
    };
    insert(tx, permit, &designation)?;
    let parties: Vec<DirectoryPartyId> = designation.parties.iter().map(|of| of.id).collect();
    let ended: Option<DirectoryDesignationId> = before.map(|before| before.id);
    let changed = Changed::created(designation.id)
        .and(Changed::each(domain::audit::ChangeRole::Ended, ended))
        .and(Changed::each(domain::audit::ChangeRole::Created, parties));
    audit::changed(tx, permit, changed)?;
    Ok(DesignateOutcome::Designated(designation))
}

fn insert<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageDirectory>,
    new: &DirectoryDesignation,
) -> Result<(), DbError> {
    let tenant = tx.tenant();
    let row = (
        directory_designations::organization_id.eq(tenant),
        directory_designations::id.eq(new.id),
        directory_designations::school_id.eq(permit.subject()),
        directory_designations::notice_on.eq(new.notice_on),
        directory_designations::refuse_until.eq(new.refuse_until),
        directory_designations::recorded_by.eq(permit.actor().user()),
        directory_designations::recorded_at.eq(bind_instant(new.recorded_at)),
    );
    diesel::insert_into(directory_designations::table)
        .values(row)
        .execute(tx.conn())?;
    let types = new.types.iter().map(|designated| {
        (
            directory_types::organization_id.eq(tenant),
            directory_types::designation_id.eq(new.id),
            directory_types::directory_type.eq(designated.of),
            directory_types::effective_at.eq(bind_instant(designated.effective_at)),
        )
    });
    insert_all!(tx, directory_types::table, types);
    let parties = new.parties.iter().map(|listed| {
        (
            directory_parties::organization_id.eq(tenant),
            directory_parties::id.eq(listed.id),
            directory_parties::designation_id.eq(new.id),
            directory_parties::name.eq(&listed.party.name),
            directory_parties::purpose.eq(listed.party.purpose),
            directory_parties::effective_at.eq(bind_instant(listed.party.effective_at)),
        )
    });
    insert_all!(tx, directory_parties::table, parties);
    Ok(())
}

//! Deleting what was collected under agreements that ended (SCH-06).

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use domain::{
    audit::{ChangeRole, Changed},
    backups::erased::ErasureCause,
    ids::{AgreementId, AuthorityEndId, SchoolId, UserId},
    organizations::{
        agreement::Agreement,
        authority_end::{AuthorityEnd, AuthorityEndReason, authority_end, has_authority},
        school_exit::{ExitStage, purge_begins_at},
        time_zone::day_begins_at,
    },
    worker::JobKind,
};

use super::{RecordedAgreement, SchoolsWanted, of_schools, shared::delete_of_school, zone_of};
use crate::{
    accounts::erasure,
    database::Tx,
    error::DbError,
    organizations::destruction::{self, Destroyed, Sign},
    rights::{BLOCKED_FOR, blocked},
    schema::{agreements, authority_ends, classes, enrollments, school_enrollments},
    sql_types::bind_instant,
    worker::{self, Task},
};

/// By how much the end of a day differs between two time zones at the most.
const ONE_DAY: TimeDelta = TimeDelta::days(1);

/// Students that are deleted in one transaction.
const AT_A_TIME: i64 = 50;

/// Writes down when the data of an active agreement is to be deleted, unless it is renewed.
pub(super) fn schedule(tx: &mut Tx<'_>, agreement: &RecordedAgreement) -> Result<(), DbError> {
    if agreement.activated_at.is_none() {
        return Ok(());
    }
    let zone = zone_of(tx, agreement.school_id)?;
    let within = TimeDelta::days(agreement.purge_within_days.into());
    let due_at = purge_begins_at(day_begins_at(agreement.term.ends_on(), zone), within);
    worker::schedule(tx, JobKind::PurgeSchool, agreement.id.uuid(), due_at)
}

/// When the authority of a school ended; `None` while it lasts.
pub(crate) fn end_of(tx: &mut Tx<'_>, school: SchoolId) -> Result<Option<AuthorityEnd>, DbError> {
    let found = of_schools(tx, SchoolsWanted::These(&[school]))?;
    let now = tx.now();
    Ok(found
        .get(&school)
        .and_then(|school| authority_end(&school.agreements, now)))
}

/// Whether a school may take data out at this instant.
///
/// # Errors
/// If the database fails.
pub(crate) fn export_is_open(tx: &mut Tx<'_>, school: SchoolId) -> Result<bool, DbError> {
    let now = tx.now();
    let end = end_of(tx, school)?;
    Ok(end.is_none_or(|end| end.stage(now) == ExitStage::Export))
}

/// Deletes the students of a school whose authority ended, some at a time, and issues a certificate when
/// nobody is left but those who are held or looked at, who are deleted after that. Of a student who is of
/// another school with authority only the records of this one go. Does nothing if the agreement was
/// renewed.
///
/// # Errors
/// If the database fails, or no key signs.
pub fn purge_school<'t>(tx: &mut Tx<'t>, task: Task<'t>, sign: Sign<'_>) -> Result<(), DbError> {
    let agreement: AgreementId = task.subject();
    let school: SchoolId = agreements::table
        .find((tx.tenant(), agreement))
        .select(agreements::school_id)
        .first(tx.conn())?;
    let Some(end) = end_of(tx, school)? else {
        return worker::complete(tx, task, Changed::nothing());
    };
    if end.purge_at() > tx.now() {
        // The school moved to another time zone, or another agreement ended later.
        worker::schedule(tx, JobKind::PurgeSchool, agreement.uuid(), end.purge_at())?;
        return worker::complete(tx, task, Changed::nothing());
    }
    let blocked = blocked_of(tx, school)?;
    let mut destroyed = Destroyed::default();
    let students = students_of(tx, school, &blocked)?;
    for student in &students {
        destroyed.count_account(tx, *student)?;
        erasure::delete_student(tx, *student, ErasureCause::AgreementEnded)?;
    }
    let shared = if students.is_empty() {
        let shared = left_of(tx, school, &blocked)?;
        for student in &shared {
            delete_of_school(tx, (school, *student), &mut destroyed)?;
        }
        shared
    } else {
        Vec::new()
    };
    let certificate = certify(
        tx,
        school,
        end,
        students.len() + shared.len(),
        students.len(),
    )?;
    destruction::note(tx, (certificate, school), destroyed)?;
    let next = match (students.is_empty() && shared.is_empty(), blocked.is_empty()) {
        (false, _) => Some(TimeDelta::seconds(1)),
        (true, is_over) => {
            destruction::issue(tx, certificate, blocked.len(), sign)?;
            (!is_over).then_some(BLOCKED_FOR)
        }
    };
    if let Some(pause) = next {
        let next = tx.now() + pause;
        worker::schedule(tx, JobKind::PurgeSchool, agreement.uuid(), next)?;
    }
    let changed = Changed::of(certificate)
        .and(Changed::each(ChangeRole::Ended, students))
        .and(Changed::each(ChangeRole::Changed, shared));
    worker::complete(tx, task, changed)
}

/// The students of a school of whom something must not be deleted: something stands against it.
pub(crate) fn blocked_of(tx: &mut Tx<'_>, school: SchoolId) -> Result<HashSet<UserId>, DbError> {
    let all: Vec<UserId> = school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::school_id.eq(school))
        .select(school_enrollments::user_id)
        .distinct()
        .load(tx.conn())?;
    blocked(tx, &all)
}

/// Some of those whom a school still names and who are not held.
fn left_of(
    tx: &mut Tx<'_>,
    school: SchoolId,
    blocked: &HashSet<UserId>,
) -> Result<Vec<UserId>, DbError> {
    Ok(school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::school_id.eq(school))
        .filter(school_enrollments::user_id.ne_all(blocked.iter().copied().collect::<Vec<_>>()))
        .order(school_enrollments::user_id)
        .limit(AT_A_TIME)
        .select(school_enrollments::user_id)
        .distinct()
        .load(tx.conn())?)
}

/// Some of the students of a school who are and were of no other school that keeps data still. Those of
/// whom nothing ends for now are none of them.
fn students_of(
    tx: &mut Tx<'_>,
    school: SchoolId,
    blocked: &HashSet<UserId>,
) -> Result<Vec<UserId>, DbError> {
    let now = tx.now();
    let others: Vec<SchoolId> = of_schools(tx, SchoolsWanted::All)?
        .into_iter()
        .filter(|(id, other)| *id != school && keeps_data(&other.agreements, now))
        .map(|(id, _)| id)
        .collect();
    let elsewhere = diesel::alias!(school_enrollments as elsewhere);
    let (tenant, place, who) = (
        elsewhere.field(school_enrollments::organization_id),
        elsewhere.field(school_enrollments::school_id),
        elsewhere.field(school_enrollments::user_id),
    );
    let also = elsewhere
        .filter(tenant.eq(tx.tenant()))
        .filter(place.eq_any(others.clone()))
        .filter(who.eq(school_enrollments::user_id));
    let seated = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(classes::school_id.eq_any(others))
        .select(enrollments::user_id);
    Ok(school_enrollments::table
        .filter(school_enrollments::organization_id.eq(tx.tenant()))
        .filter(school_enrollments::school_id.eq(school))
        .filter(not(exists(also)))
        .filter(school_enrollments::user_id.ne_all(seated))
        .filter(school_enrollments::user_id.ne_all(blocked.iter().copied().collect::<Vec<_>>()))
        .order(school_enrollments::user_id)
        .limit(AT_A_TIME)
        .select(school_enrollments::user_id)
        .distinct()
        .load(tx.conn())?)
}

/// Whether a school keeps what it collected: it has authority, or what it collected is not deleted yet.
fn keeps_data(agreements: &[Agreement], now: DateTime<Utc>) -> bool {
    has_authority(agreements, now)
        || authority_end(agreements, now).is_some_and(|end| end.stage(now) != ExitStage::Purge)
}

/// Writes down the deletion after an end of authority, or adds to it.
fn certify(
    tx: &mut Tx<'_>,
    school: SchoolId,
    end: AuthorityEnd,
    touched: usize,
    students: usize,
) -> Result<AuthorityEndId, DbError> {
    let students = i32::try_from(students).unwrap_or(i32::MAX);
    let known: Option<AuthorityEndId> = authority_ends::table
        .filter(authority_ends::organization_id.eq(tx.tenant()))
        .filter(authority_ends::school_id.eq(school))
        .filter(authority_ends::reason.eq(AuthorityEndReason::AgreementEnded))
        // A school that moves to another time zone does not leave twice.
        .filter(authority_ends::ended_at.gt(bind_instant(end.ended_at - ONE_DAY)))
        .filter(authority_ends::ended_at.lt(bind_instant(end.ended_at + ONE_DAY)))
        .select(authority_ends::id)
        .first(tx.conn())
        .optional()?;
    if let Some(id) = known {
        if touched == 0 {
            return Ok(id);
        }
        diesel::update(authority_ends::table.find((tx.tenant(), id)))
            .set((
                authority_ends::students_purged.eq(authority_ends::students_purged + students),
                authority_ends::purged_at.eq(Some(bind_instant(tx.now()))),
            ))
            .execute(tx.conn())?;
        return Ok(id);
    }
    let id: AuthorityEndId = tx.new_id();
    let row = (
        authority_ends::organization_id.eq(tx.tenant()),
        authority_ends::id.eq(id),
        authority_ends::school_id.eq(school),
        authority_ends::reason.eq(AuthorityEndReason::AgreementEnded),
        authority_ends::ended_at.eq(bind_instant(end.ended_at)),
        authority_ends::purge_at.eq(bind_instant(end.purge_at())),
        authority_ends::purged_at.eq(Some(bind_instant(tx.now()))),
        authority_ends::students_purged.eq(students),
    );
    diesel::insert_into(authority_ends::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(id)
}

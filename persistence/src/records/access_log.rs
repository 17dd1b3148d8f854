//! Who looked at a student's record: the audit log, by day, for those whose record it is.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, NaiveTime};
use diesel::prelude::*;
use domain::{
    access::{ActionKind, Relationship, action::ReadAccessLog},
    audit::{AuditOutcome, Shown},
    ids::{ObjectKind, UserId},
    organizations::authorization::StaffVerification,
    records::looks::is_look,
    text_enum::TextEnum,
};

use crate::{
    access::Permit,
    accounts::people,
    audit,
    database::Tx,
    error::DbError,
    records::is_told_all,
    schema::{audit_events, audit_objects},
    sql_types::{BindUuid, bind_instant},
};

/// How often a person did one thing with a student's record on one day.
#[derive(Clone, PartialEq, Eq)]
pub struct LoggedAccess {
    /// The day (UTC).
    pub day: NaiveDate,
    /// The person; `None` of a parent.
    pub actor: Option<UserId>,
    /// Their display name; `None` of a parent, and of a person who is no longer known.
    pub actor_name: Option<String>,
    /// How they stood to what they looked at.
    pub relationship: Option<String>,
    /// What they did.
    pub happening: String,
    /// How often.
    pub times: i64,
}

impl LoggedAccess {
    /// Whether it is told to parents and to the student: what the school and the platform did, what the
    /// reader did, and that another parent looked. What the log keeps apart from the family, it keeps from
    /// them here too.
    fn is_for_family(&self, reader: UserId) -> bool {
        let Some(happening) = ActionKind::parse(&self.happening) else {
            return false;
        };
        if audit::APART.contains(&happening) {
            return false;
        }
        let is_parent = self.stands().is_some_and(Relationship::is_parent);
        let is_look_of_parent = is_parent && is_look(happening);
        self.stands_as_staff() || is_look_of_parent || self.actor == Some(reader)
    }

    fn stands(&self) -> Option<Relationship> {
        Relationship::parse(self.relationship.as_deref()?)
    }

    fn stands_as_staff(&self) -> bool {
        self.stands().is_some_and(|stands| {
            stands == Relationship::PlatformOperator
                || StaffVerification::by(stands) == StaffVerification::RoleInForce
        })
    }
}

/// What others did with the record of the permitted student on the days before one, the newest day
/// first. The student's own doings are not in it; that it was read is an event too.
///
/// # Errors
/// If the database fails.
pub fn access_log<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadAccessLog>,
    (until, days): (NaiveDate, u8),
) -> Result<Vec<LoggedAccess>, DbError> {
    let student = permit.subject().student;
    let mut accesses = Vec::new();
    for back in 0..u64::from(days) {
        if let Some(day) = until.checked_sub_days(Days::new(back)) {
            accesses.extend(on_day(tx, student, day)?);
        }
    }
    let reader = permit.actor().user();
    if !is_told_all(tx, reader, student, permit.relationship())? {
        accesses.retain(|access| access.is_for_family(reader));
    }
    name(tx, &mut accesses)?;
    let persons = accesses.iter().filter_map(|access| access.actor);
    audit::disclosed(tx, permit, Shown::each(persons.chain([student])))?;
    Ok(accesses)
}

fn on_day(tx: &mut Tx<'_>, student: UserId, day: NaiveDate) -> Result<Vec<LoggedAccess>, DbError> {
    type Row = (Option<UserId>, Option<String>, String, i64);
    let begins = day.and_time(NaiveTime::MIN).and_utc();
    let Some(next) = day.succ_opt() else {
        return Ok(Vec::new());
    };
    let ends = next.and_time(NaiveTime::MIN).and_utc();
    let about = audit_objects::table
        .filter(audit_objects::organization_id.eq(tx.tenant()))
        .filter(audit_objects::object_id.eq(BindUuid(student.uuid())))
        .filter(audit_objects::kind.eq(ObjectKind::User.as_str()))
        .select(audit_objects::list);
    let rows: Vec<Row> = audit_events::table
        .filter(audit_events::organization_id.eq(tx.tenant()))
        .filter(audit_events::at.ge(bind_instant(begins)))
        .filter(audit_events::at.lt(bind_instant(ends)))
        .filter(audit_events::outcome.eq(AuditOutcome::Done.as_str()))
        .filter(audit_events::actor_id.is_not_null())
        .filter(audit_events::actor_id.assume_not_null().ne(student))
        .filter(audit_events::object_list.eq_any(about))
        .group_by((
            audit_events::actor_id,
            audit_events::relationship,
            audit_events::happening,
        ))
        .order((audit_events::actor_id, audit_events::happening))
        .select((
            audit_events::actor_id,
            audit_events::relationship,
            audit_events::happening,
            diesel::dsl::count_star(),
        ))
        .load(tx.conn())?;
    let logged = rows
        .into_iter()
        .map(|(actor, relationship, happening, times)| LoggedAccess {
            day,
            actor,
            actor_name: None,
            relationship,
            happening,
            times,
        });
    Ok(logged.collect())
}

/// Names those who acted for the school or the platform. Who of the parents looked is told nobody.
fn name(tx: &mut Tx<'_>, accesses: &mut [LoggedAccess]) -> Result<(), DbError> {
    for access in accesses
        .iter_mut()
        .filter(|access| !access.stands_as_staff())
    {
        access.actor = None;
    }
    let actors: BTreeSet<UserId> = accesses.iter().filter_map(|access| access.actor).collect();
    let names = people::display_names_of_adults(tx, &actors)?;
    for access in accesses {
        let actor = access.actor;
        access.actor_name = actor.and_then(|actor| names.get(&actor).cloned());
    }
    Ok(())
}

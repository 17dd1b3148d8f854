//! Facts about the person whom a request is about.

use chrono_tz::Tz;
use diesel::prelude::*;
use domain::{
    accounts::{context::AccountContext, credentials::PersonKind},
    age::band::AgeBand,
    countries::Country,
    ids::{SchoolId, UserId},
    organizations::{checklist::PartyState, time_zone},
    rights::{CollectedFrom, RequestContext},
};

use crate::{
    age::{self, AgeStanding},
    database::Tx,
    error::DbError,
    households,
    schema::{agreements, schools, users},
    staff::roles,
};

/// What decides who may ask, who decides and by when.
#[derive(Clone, Debug)]
pub(super) struct SubjectFacts {
    pub(super) context: RequestContext,
    pub(super) band: AgeBand,
    pub(super) collected_from: CollectedFrom,
    pub(super) country: Option<Country>,
    pub(super) school: Option<SchoolId>,
    pub(super) zone: Option<Tz>,
}

/// Reads the facts about a person of the tenant; `None` if there is no such account.
pub(super) fn facts(tx: &mut Tx<'_>, person: UserId) -> Result<Option<SubjectFacts>, DbError> {
    let kind: Option<PersonKind> = users::table
        .find((tx.tenant(), person))
        .select(users::kind)
        .first(tx.conn())
        .optional()?;
    match kind {
        None => Ok(None),
        Some(PersonKind::Adult) => of_adult(tx, person).map(Some),
        Some(PersonKind::Student) => Ok(age::standing_of(tx, person)?.as_ref().map(of_student)),
    }
}

fn of_student(age: &AgeStanding) -> SubjectFacts {
    let context = match age.context {
        AccountContext::SchoolManaged => RequestContext::School,
        AccountContext::HomeManaged => RequestContext::Home,
        AccountContext::SelfRegistered | AccountContext::Staff | AccountContext::Parent => {
            RequestContext::OwnAccount
        }
    };
    let collected_from = match (context, age.began_as_child) {
        (RequestContext::Home, true) => CollectedFrom::ChildByConsent,
        (_, true) => CollectedFrom::Child,
        (_, false) => CollectedFrom::Older,
    };
    let school = age.schools.first().copied();
    SubjectFacts {
        context,
        band: age.band,
        collected_from,
        country: age.country,
        zone: age.home.or_else(|| school.and_then(|(_, zone)| zone)),
        school: match context {
            RequestContext::School => school.map(|(school, _)| school),
            RequestContext::Home | RequestContext::OwnAccount => None,
        },
    }
}

/// The state of a school, as far as its latest agreement says it.
pub(super) fn state_of(
    tx: &mut Tx<'_>,
    school: Option<SchoolId>,
) -> Result<Option<PartyState>, DbError> {
    let Some(school) = school else {
        return Ok(None);
    };
    let state: Option<Option<PartyState>> = agreements::table
        .filter(agreements::organization_id.eq(tx.tenant()))
        .filter(agreements::school_id.eq(school))
        .filter(agreements::activated_at.is_not_null())
        .order(agreements::id.desc())
        .select(agreements::party_state)
        .first(tx.conn())
        .optional()?;
    Ok(state.flatten())
}

/// An adult is where their household is, or where they work.
fn of_adult(tx: &mut Tx<'_>, person: UserId) -> Result<SubjectFacts, DbError> {
    let household = households::of_tenant(tx)?;
    let zone = match &household {
        Some(household) => time_zone::parse(&household.time_zone).ok(),
        None => at_work(tx, person)?,
    };
    Ok(SubjectFacts {
        context: RequestContext::OwnAccount,
        band: AgeBand::Adult,
        collected_from: CollectedFrom::Older,
        country: household.map(|household| household.country),
        school: None,
        zone,
    })
}

fn at_work(tx: &mut Tx<'_>, person: UserId) -> Result<Option<Tz>, DbError> {
    let held = roles::held(tx, person)?;
    let Some(school) = held.iter().find_map(|(_, school)| *school) else {
        return Ok(None);
    };
    let zone: String = schools::table
        .find((tx.tenant(), school))
        .select(schools::time_zone)
        .first(tx.conn())?;
    Ok(time_zone::parse(&zone).ok())
}

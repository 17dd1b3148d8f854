//! Which day it is for a person (AGE-02).

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::{
    accounts::context::AccountContext,
    countries::Country,
    organizations::time_zone::{day_begins_last_at, local_day},
};

/// What tells in which zone a person lives.
#[derive(Clone, Copy, Debug)]
pub struct Whereabouts {
    /// On whose behalf the account exists.
    pub context: AccountContext,
    /// The zone of the school.
    pub school: Option<Tz>,
    /// The zone that the account names.
    pub account: Option<Tz>,
    /// The country of residence.
    pub residence: Option<Country>,
}

/// The day on which birthdays and protections of a person are judged: by the school's clocks, else by
/// the account's, else by those of the westernmost zone of the country, else of the world. So a
/// protection lasts until the day has come everywhere that the person may be.
pub fn legal_today(now: DateTime<Utc>, whereabouts: Whereabouts) -> NaiveDate {
    local_day(now, zone(whereabouts)).earliest
}

/// The instant at which [`legal_today`] becomes a day.
pub fn legal_midnight(day: NaiveDate, whereabouts: Whereabouts) -> DateTime<Utc> {
    day_begins_last_at(day, zone(whereabouts))
}

fn zone(whereabouts: Whereabouts) -> Option<Tz> {
    let school = match whereabouts.context {
        AccountContext::SchoolManaged => whereabouts.school,
        AccountContext::HomeManaged
        | AccountContext::SelfRegistered
        | AccountContext::Staff
        | AccountContext::Parent => None,
    };
    school
        .or(whereabouts.account)
        .or_else(|| whereabouts.residence.and_then(Country::westernmost_zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::age::birthday::age_on;

    const NOWHERE: Whereabouts = Whereabouts {
        context: AccountContext::SchoolManaged,
        school: None,
        account: None,
        residence: None,
    };

    #[test]
    fn age_02_a_birthday_comes_by_the_clocks_where_the_person_is() {
        let los_angeles = Whereabouts {
            school: Some(Tz::America__Los_Angeles),
            account: Some(Tz::Asia__Tokyo),
            ..NOWHERE
        };
        let tokyo = Whereabouts {
            context: AccountContext::HomeManaged,
            ..los_angeles
        };
        let spain = Whereabouts {
            residence: Country::parse("ES").ok(),
            ..NOWHERE
        };
        let dob = "2013-11-21".parse().unwrap();
        for (whereabouts, now, age) in [
            (los_angeles, "2026-11-21T04:30:00Z", 12),
            (tokyo, "2026-11-20T15:00:00Z", 13),
            (NOWHERE, "2026-11-21T11:59:00Z", 12),
            (NOWHERE, "2026-11-21T12:00:00Z", 13),
            // Midnight of Madrid is not yet midnight of the Canary Islands.
            (spain, "2026-11-20T23:30:00Z", 12),
            (spain, "2026-11-21T00:00:00Z", 13),
        ] {
            let today = legal_today(now.parse().unwrap(), whereabouts);
            assert_eq!(age_on(dob, today, 120), Ok(age), "{now}");
        }
    }

    #[test]
    fn age_02_a_day_begins_at_the_first_instant_at_which_it_is_today() {
        let day = "2026-11-21".parse().unwrap();
        let spain = Whereabouts {
            residence: Country::parse("ES").ok(),
            ..NOWHERE
        };
        for whereabouts in [NOWHERE, spain] {
            let midnight = legal_midnight(day, whereabouts);
            let before = midnight - chrono::TimeDelta::microseconds(1);
            assert_eq!(legal_today(midnight, whereabouts), day);
            assert_eq!(Some(legal_today(before, whereabouts)), day.pred_opt());
        }
    }
}

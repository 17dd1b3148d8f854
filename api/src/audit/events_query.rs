//! Which audit events a client wants.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    audit::{AuditOutcome, Happening},
    ids::{ObjectKind, UserId},
    text_enum::TextEnum,
};
use persistence::audit::EventsWanted;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    http::PageQuery,
    problem::{ApiError, ProblemKind},
};

/// Which events are wanted, and which page of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AuditEventsQuery {
    /// Events on the page.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before, with the same filters. Opaque.
    #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// Only events that concerned this person: that changed something of theirs, every list in which
    /// they were shown, and what was refused about them.
    #[param(inline)]
    pub person_id: Option<UserId>,
    /// Only events that were about the thing with this id.
    pub object_id: Option<Uuid>,
    /// The kind of the thing that `object_id` names.
    #[param(inline)]
    pub object_kind: Option<ObjectKind>,
    /// Only events of which this account is the actor.
    #[param(inline)]
    pub actor_id: Option<UserId>,
    /// Only events of this kind.
    #[param(inline, value_type = Option<Happening>)]
    pub happening: Option<String>,
    /// Only events with this outcome.
    #[param(inline)]
    pub outcome: Option<AuditOutcome>,
    /// Only events at this instant or later.
    pub since: Option<DateTime<Utc>>,
    /// Only events before this instant.
    pub until: Option<DateTime<Utc>>,
}

impl AuditEventsQuery {
    /// The page.
    pub fn page(&self) -> PageQuery {
        PageQuery {
            limit: self.limit,
            cursor: self.cursor.clone(),
        }
    }

    /// The filters, if there is such a happening.
    pub fn wanted(&self) -> Result<EventsWanted, ApiError> {
        let happening = match &self.happening {
            None => None,
            Some(word) => {
                Some(Happening::parse(word).ok_or(ApiError::from(ProblemKind::InvalidParameter))?)
            }
        };
        if self.object_kind.is_some() && self.object_id.is_none() {
            return Err(ProblemKind::InvalidParameter.into());
        }
        Ok(EventsWanted {
            object: self.object_id.map(|id| (id, self.object_kind)),
            person: self.person_id,
            actor: self.actor_id,
            happening,
            outcome: self.outcome,
            since: self.since,
            until: self.until,
        })
    }
}

/// The filters as parameters of an address.
pub fn filters(wanted: &EventsWanted) -> [(&'static str, Option<String>); 8] {
    let person = |id: Option<UserId>| id.map(|id| id.uuid().to_string());
    let instant =
        |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true));
    let word = |word: Option<&str>| word.map(str::to_owned);
    [
        ("person_id", person(wanted.person)),
        ("object_id", wanted.object.map(|(id, _)| id.to_string())),
        (
            "object_kind",
            word(
                wanted
                    .object
                    .and_then(|(_, kind)| kind)
                    .map(TextEnum::as_str),
            ),
        ),
        ("actor_id", person(wanted.actor)),
        ("happening", word(wanted.happening.map(Happening::as_str))),
        ("outcome", word(wanted.outcome.map(TextEnum::as_str))),
        ("since", instant(wanted.since)),
        ("until", instant(wanted.until)),
    ]
}

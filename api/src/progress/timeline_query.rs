//! Which learning events a client wants.

use actix_web::HttpRequest;
use chrono::{DateTime, SecondsFormat, Utc};
use domain::{
    ids::{ActivityId, LessonId},
    progress::event::EventKind,
    text_enum::TextEnum as _,
};
use persistence::progress::EventsWanted;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    app::Hallpass,
    http::{PageQuery, PageWanted},
    problem::ApiError,
};

/// Which events are wanted, and which page of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// Events on the page.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u16>,
    /// `next_cursor` of the page before, with the same filters. Opaque.
    #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
    /// Only events of this lesson and of its activities.
    #[param(inline)]
    pub lesson_id: Option<LessonId>,
    /// Only events of this activity. With `kind=attempted`, every version that was handed in.
    #[param(inline)]
    pub activity_id: Option<ActivityId>,
    /// Only events of this kind.
    #[param(inline)]
    pub kind: Option<EventKind>,
    /// Only what happened at this instant or later.
    pub since: Option<DateTime<Utc>>,
}

impl TimelineQuery {
    /// The filters.
    pub(super) const fn events(&self) -> EventsWanted {
        EventsWanted {
            lesson: self.lesson_id,
            activity: self.activity_id,
            kind: self.kind,
            since: self.since,
        }
    }

    /// The page of the list at the address of the request.
    ///
    /// # Errors
    /// As [`crate::http::Cursors::read_filtered`].
    pub(super) fn wanted(
        &self,
        request: &HttpRequest,
        hallpass: &Hallpass,
    ) -> Result<PageWanted, ApiError> {
        let lesson = self.lesson_id.map(|id| id.uuid().to_string());
        let activity = self.activity_id.map(|id| id.uuid().to_string());
        let since = self
            .since
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true));
        let filters = [
            ("lesson_id", lesson.as_deref()),
            ("activity_id", activity.as_deref()),
            ("kind", self.kind.map(EventKind::as_str)),
            ("since", since.as_deref()),
        ];
        let page = PageQuery {
            limit: self.limit,
            cursor: self.cursor.clone(),
        };
        hallpass.cursors().read_filtered(request, &page, &filters)
    }
}

//! A class that is followed.

use actix_web::{
    http::header::HeaderMap,
    web::{Bytes, Data},
};
use domain::{access::action::ReadClassProgress, ids::ClassId};
use persistence::progress::{self, ClassProgress, ClassRevision};

use super::{message, places::StreamPlace};
use crate::{
    app::Hallpass,
    caller::{self, Caller},
    problem::{ApiError, ProblemKind},
    progress::{class_revision::written, class_view::ClassProgressView},
};

/// A class that a client follows, and what the client knows of it.
pub(super) struct Following {
    pub(super) hallpass: Data<Hallpass>,
    pub(super) caller: Caller,
    /// The headers with the access token, which is judged again at each look.
    pub(super) headers: HeaderMap,
    pub(super) class: ClassId,
    pub(super) known: Option<ClassRevision>,
    /// Held until the stream ends.
    pub(super) _place: StreamPlace,
    pub(super) rounds: u32,
}

impl Following {
    /// Looks at once. What is there is the first message.
    ///
    /// # Errors
    /// If the caller may not see the class.
    pub(super) async fn first(&mut self) -> Result<Bytes, ApiError> {
        let wait = self.hallpass.service().streams.interval;
        let mut first = message::retry_after(wait);
        if let Some(changes) = self.look().await? {
            first.push_str(&changes);
        }
        Ok(Bytes::from(first))
    }

    /// Waits, and looks again. `None` when the stream has lasted as long as one lasts; then, and
    /// after a last message, there is nothing more.
    pub(super) async fn next(&mut self) -> Option<Bytes> {
        self.rounds = self.rounds.checked_sub(1)?;
        tokio::time::sleep(self.hallpass.service().streams.interval).await;
        Some(match self.look().await {
            Ok(None) => message::KEEP_ALIVE,
            Ok(Some(changes)) => Bytes::from(changes),
            Err(error) if error.kind() == ProblemKind::Busy => message::KEEP_ALIVE,
            Err(error) => {
                self.rounds = 0;
                message::end(&error)
            }
        })
    }

    /// What changed since the client was told last, for a caller who still may see it: token, session
    /// and permit are judged anew.
    async fn look(&mut self) -> Result<Option<String>, ApiError> {
        let bearer = caller::bearer(&self.headers, &self.hallpass);
        bearer.map_err(ApiError::Unauthenticated)?;
        let (class, known) = (self.class, self.known.clone());
        let course_indexes = self.hallpass.course_indexes().clone();
        let changed: Option<ClassProgress> = self
            .hallpass
            .read(&self.caller, move |tx, actor| {
                let permit = tx.permit::<ReadClassProgress>(actor, class)?;
                let overview = progress::overview(tx, &permit)?.ok_or(ApiError::NOT_FOUND)?;
                if known.as_ref().is_some_and(|known| overview.is_at(known)) {
                    return Ok(None);
                }
                Ok(Some(overview.disclose(
                    tx,
                    &course_indexes,
                    known.as_ref(),
                )?))
            })
            .await?;
        changed.map(|progress| self.told(progress)).transpose()
    }

    fn told(&mut self, progress: ClassProgress) -> Result<String, ApiError> {
        self.known = Some(progress.revision.clone());
        let revision = written(&progress.revision);
        let view = serde_json::to_string(&ClassProgressView::of(self.class, progress))
            .map_err(|_| ApiError::Internal("failed to encode a response"))?;
        Ok(message::progress(&revision, &view))
    }
}

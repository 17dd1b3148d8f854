//! Pages: `{data, has_more, next_cursor}` and a `Link` header. A cursor is opaque, signed, and good
//! for the list that issued it.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    web::{Data, Query},
};
use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use persistence::{
    Tx,
    access::Actor,
    paging::{PageRequest, Slice},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::Answer;
use crate::{
    app::Hallpass,
    caller::Caller,
    problem::{ApiError, ProblemKind},
};

/// Rows of a page if the client does not say.
const USUAL: u16 = 50;
/// Rows of a page at most.
pub const MOST: u16 = 200;
/// Bytes of a signature that a cursor carries.
const SIGNATURE: usize = 12;

/// Which page of a list is wanted.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The maximum number of items on the page.
    #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
    pub limit: Option<u16>,
    /// `next_cursor` of the previous page. Opaque.
    #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub cursor: Option<String>,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<V> {
    /// The rows.
    #[schema(max_items = 200)]
    pub data: Vec<V>,
    /// Whether there are more.
    pub has_more: bool,
    /// Where they begin: the `cursor` of the next page.
    #[schema(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub next_cursor: Option<String>,
}

/// Signs cursors, so that a client cannot build one.
pub struct Cursors(hmac::Key);

impl Cursors {
    /// Signs with this key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// Reads which page is wanted of the list at this address, of which only what passes filters is
    /// shown: parameters with values that need no percent-encoding.
    ///
    /// # Errors
    /// [`ProblemKind::InvalidCursor`], or an invalid parameter.
    pub fn read_filtered(
        &self,
        request: &HttpRequest,
        query: &PageQuery,
        filters: &[(&str, Option<&str>)],
    ) -> Result<PageWanted, ApiError> {
        let limit = query.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(ProblemKind::InvalidParameter.into());
        }
        let filters: String = filters
            .iter()
            .filter_map(|(name, value)| Some(format!("{name}={}&", (*value)?)))
            .collect();
        let list = format!("{}?{filters}", request.path());
        let after = match &query.cursor {
            None => None,
            Some(cursor) => Some(
                self.open(&list, cursor)
                    .ok_or(ApiError::parameter(ProblemKind::InvalidCursor, "cursor"))?,
            ),
        };
        Ok(PageWanted {
            list,
            page: PageRequest { after, limit },
        })
    }

    fn open(&self, list: &str, cursor: &str) -> Option<Uuid> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (id, signature) = bytes.split_at_checked(16)?;
        let expected = self.sign(list, id);
        aws_lc_rs::constant_time::verify_slices_are_equal(&expected, signature).ok()?;
        Uuid::from_slice(id).ok()
    }

    fn seal(&self, list: &str, id: Uuid) -> String {
        let mut bytes = id.as_bytes().to_vec();
        bytes.extend(self.sign(list, id.as_bytes()));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn sign(&self, list: &str, id: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(list.as_bytes());
        context.update(&[0]);
        context.update(id);
        context
            .sign()
            .as_ref()
            .iter()
            .copied()
            .take(SIGNATURE)
            .collect()
    }

    /// The answer with a page of a list.
    ///
    /// # Errors
    /// If a view does not encode.
    pub fn answer<V: Serialize>(
        &self,
        wanted: &PageWanted,
        slice: Slice<V>,
    ) -> Result<Answer, ApiError> {
        let next_cursor = self.next(wanted, &slice);
        let link = wanted.link(next_cursor.as_deref());
        let page = Page {
            data: slice.rows,
            has_more: next_cursor.is_some(),
            next_cursor,
        };
        Ok(Answer::ok(&page)?.linked(link))
    }

    /// The cursor of the page after this one, if there is one.
    pub(super) fn next<V>(&self, wanted: &PageWanted, slice: &Slice<V>) -> Option<String> {
        slice.next.map(|id| self.seal(&wanted.list, id))
    }
}

/// A page that is wanted of the list at the address of the request.
#[derive(Clone, Debug)]
pub struct PageWanted {
    /// Its address with its filters, up to where the page is said.
    list: String,
    /// The rows.
    pub page: PageRequest,
}

impl PageWanted {
    /// The `Link` to the page that this cursor begins.
    pub(super) fn link(&self, next_cursor: Option<&str>) -> Option<String> {
        let (list, limit) = (&self.list, self.page.limit);
        next_cursor.map(|cursor| format!("<{list}limit={limit}&cursor={cursor}>; rel=\"next\""))
    }
}

impl FromRequest for PageWanted {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request))
    }
}

fn read(request: &HttpRequest) -> Result<PageWanted, ApiError> {
    let query = Query::<PageQuery>::from_query(request.query_string())
        .map_err(|_| ProblemKind::InvalidParameter)?;
    let hallpass = request
        .app_data::<Data<Hallpass>>()
        .ok_or(ApiError::Internal("the service has its state"))?;
    hallpass.cursors().read_filtered(request, &query, &[])
}

impl Hallpass {
    /// Answers with a page of a list that the caller may see.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn list<V, F>(
        &self,
        caller: &Caller,
        wanted: PageWanted,
        operation: F,
    ) -> Result<Answer, ApiError>
    where
        V: Serialize + Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>, PageRequest) -> Result<Slice<V>, ApiError>
            + Send
            + 'static,
    {
        let page = wanted.page;
        let found = self
            .read(caller, move |tx, actor| operation(tx, actor, page))
            .await?;
        self.cursors().answer(&wanted, found)
    }
}

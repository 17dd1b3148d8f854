//! Pages: `{data, has_more, next_cursor}` and a `Link` header. A cursor is opaque, signed, and good
//! for the list that issued it.

use actix_web::HttpRequest;
use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use persistence::paging::{CursorId, PageRequest, Slice};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::Answer;
use crate::problem::{ApiError, ProblemKind};

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

    /// Reads which page is wanted of the list at this address.
    ///
    /// # Errors
    /// [`ProblemKind::InvalidCursor`], or an invalid parameter.
    pub fn read(&self, request: &HttpRequest, query: &PageQuery) -> Result<Wanted, ApiError> {
        self.read_filtered(request, query, &[])
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
    ) -> Result<Wanted, ApiError> {
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
                    .ok_or(ApiError::from(ProblemKind::InvalidCursor))?,
            ),
        };
        Ok(Wanted {
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
    pub fn answer<T: CursorId, V: Serialize>(
        &self,
        wanted: &Wanted,
        slice: Slice<T>,
        view: impl Fn(T) -> V,
    ) -> Result<Answer, ApiError> {
        let last = slice
            .rows
            .last()
            .filter(|_| slice.has_more)
            .map(CursorId::cursor_id);
        let next_cursor = last.map(|id| self.seal(&wanted.list, id));
        let links = next_cursor.as_ref().map(|cursor| {
            format!(
                "<{}limit={}&cursor={cursor}>; rel=\"next\"",
                wanted.list, wanted.page.limit
            )
        });
        let page = Page {
            data: slice.rows.into_iter().map(view).collect(),
            has_more: slice.has_more,
            next_cursor,
        };
        Ok(Answer::ok(&page)?.linked(links))
    }
}

/// A page that is wanted of one list.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Its address with its filters, up to where the page is said.
    list: String,
    /// The rows.
    pub page: PageRequest,
}

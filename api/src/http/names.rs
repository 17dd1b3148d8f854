//! Lists of names: sorted from A to Z, searched, and counted if asked
//! (`docs/decisions/0017-lists-of-people.md`).

use actix_web::HttpRequest;
use domain::{
    text::{Counting, NameOrder, NameSearch},
    text_enum::TextEnum,
};
use persistence::{
    Tx,
    access::Actor,
    paging::{NamesRequest, NamesSlice},
};
use serde::Serialize;
use url::form_urlencoded::byte_serialize;
use utoipa::ToSchema;

use super::{
    answer::Answer,
    page::{PageQuery, PageWanted},
};
use crate::{
    app::Hallpass,
    caller::Caller,
    problem::{ApiError, ProblemKind},
};

/// One page of a list that can be counted.
#[derive(Debug, Serialize, ToSchema)]
pub struct CountedPage<V> {
    /// The rows.
    #[schema(max_items = 200)]
    pub data: Vec<V>,
    /// Whether there are more.
    pub has_more: bool,
    /// Where they begin: the `cursor` of the next page.
    #[schema(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
    pub next_cursor: Option<String>,
    /// How many there are on all pages; `null` without `count=exact`.
    #[schema(minimum = 0)]
    pub total_count: Option<u32>,
}

/// What a client asks of a list of names, beside its filters.
#[derive(Clone, Debug)]
pub struct NamesQuery {
    /// The page.
    pub page: PageQuery,
    /// The order.
    pub sort: Option<NameOrder>,
    /// What is looked for.
    pub q: Option<String>,
    /// Whether to count.
    pub count: Option<Counting>,
}

/// A page that is wanted of a list of names.
#[derive(Clone, Debug)]
pub struct NamesWanted {
    page: PageWanted,
    names: NamesRequest,
}

impl NamesQuery {
    /// Reads which page is wanted of the list at this address, beside these filters.
    ///
    /// # Errors
    /// [`ProblemKind::InvalidCursor`], or an invalid parameter.
    pub fn read(
        &self,
        request: &HttpRequest,
        hallpass: &Hallpass,
        filters: &[(&str, Option<&str>)],
    ) -> Result<NamesWanted, ApiError> {
        let typed = self.q.as_deref().map(str::trim);
        let length = typed.map(|typed| typed.chars().count());
        if length.is_some_and(|length| !(1..=NameSearch::MOST).contains(&length)) {
            return Err(ProblemKind::InvalidParameter.into());
        }
        let q: Option<String> = typed.map(|typed| byte_serialize(typed.as_bytes()).collect());
        let mut all = vec![
            ("sort", self.sort.map(TextEnum::as_str)),
            ("q", q.as_deref()),
            ("count", self.count.map(TextEnum::as_str)),
        ];
        all.extend(filters);
        let page = hallpass
            .cursors()
            .read_filtered(request, &self.page, &all)?;
        let names = NamesRequest {
            page: page.page,
            order: self.sort.unwrap_or(NameOrder::Name),
            search: typed.map(NameSearch::of),
            count: self.count,
        };
        Ok(NamesWanted { page, names })
    }
}

impl Hallpass {
    /// Answers with a page of a list of names that the caller may see.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub async fn names<V, F>(
        &self,
        caller: &Caller,
        wanted: NamesWanted,
        operation: F,
    ) -> Result<Answer, ApiError>
    where
        V: Serialize + Send + 'static,
        F: for<'t> Fn(&mut Tx<'t>, Actor<'t>, &NamesRequest) -> Result<NamesSlice<V>, ApiError>
            + Send
            + 'static,
    {
        let NamesWanted { page, names } = wanted;
        let found = self
            .read(caller, move |tx, actor| operation(tx, actor, &names))
            .await?;
        let next_cursor = self.cursors().next(&page, &found.slice);
        let link = page.link(next_cursor.as_deref());
        let total = found.total.map(u32::try_from).transpose();
        let counted = CountedPage {
            data: found.slice.rows,
            has_more: next_cursor.is_some(),
            next_cursor,
            total_count: total.map_err(|_| ApiError::Internal("a list has 32 bits of rows"))?,
        };
        Ok(Answer::ok(&counted)?.linked(link))
    }
}

/// Declares the parameters of a list of names: those that all have, filters of its own, which are words,
/// and texts that need no percent-encoding.
macro_rules! names_query {
    (
        $( #[$($meta:tt)+] )*
        $query:ident { $( $( #[$($filter_meta:tt)+] )* $filter:ident: $word:ty ),* $(,)? }
        $( and { $( $( #[$($text_meta:tt)+] )* $text:ident ),* $(,)? } )?
    ) => {
        $( #[$($meta)+] )*
        #[derive(Clone, Debug, Default, serde::Deserialize, utoipa::IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub struct $query {
            /// The maximum number of items on the page.
            #[param(minimum = 1, maximum = 200, default = 50, example = 50)]
            pub limit: Option<u16>,
            /// `next_cursor` of the previous page, with the same parameters. Opaque.
            #[param(max_length = 128, pattern = "^[A-Za-z0-9_-]+$")]
            pub cursor: Option<String>,
            /// The order; without it, from A to Z by the name that is shown.
            #[param(inline)]
            pub sort: Option<domain::text::NameOrder>,
            /// Only items whose names have words that begin so. Capitals and accents do not count, and
            /// a name in another script is found by its sound too.
            #[param(min_length = 1, max_length = 80, pattern = r"^\S(.*\S)?$", example = "ada")]
            pub q: Option<String>,
            /// Whether to count the items of all pages.
            #[param(inline)]
            pub count: Option<domain::text::Counting>,
            $(
                $( #[$($filter_meta)+] )*
                #[param(inline)]
                pub $filter: Option<$word>,
            )*
            $( $(
                $( #[$($text_meta)+] )*
                pub $text: Option<String>,
            )* )?
        }

        impl $query {
            /// Reads which page is wanted of the list at this address.
            ///
            /// # Errors
            /// If a parameter or the cursor is invalid.
            pub fn wanted(
                &self,
                request: &actix_web::HttpRequest,
                hallpass: &$crate::app::Hallpass,
            ) -> Result<$crate::http::NamesWanted, $crate::problem::ApiError> {
                let asked = $crate::http::NamesQuery {
                    page: $crate::http::PageQuery {
                        limit: self.limit,
                        cursor: self.cursor.clone(),
                    },
                    sort: self.sort,
                    q: self.q.clone(),
                    count: self.count,
                };
                let filters: &[(&str, Option<&str>)] = &[ $(
                    (stringify!($filter), self.$filter.map(domain::text_enum::TextEnum::as_str)),
                )* $( $( (stringify!($text), self.$text.as_deref()), )* )? ];
                asked.read(request, hallpass, filters)
            }
        }
    };
}

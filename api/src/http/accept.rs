//! `Accept` (RFC 9110 §12.5.1), where a list is to be had in more than one media type.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::ACCEPT};

use crate::problem::{ApiError, ProblemKind};

/// In what a client wants a list: as a page of JSON, unless it prefers CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Representation {
    /// `application/json`.
    Json,
    /// `text/csv`.
    Csv,
}

impl Representation {
    /// What the lines of the header prefer; `None` if they accept neither.
    fn of(lines: &[&str]) -> Option<Self> {
        if lines.is_empty() {
            return Some(Self::Json);
        }
        let json = quality(lines, "application", "json");
        let csv = quality(lines, "text", "csv");
        if json <= 0.0 && csv <= 0.0 {
            return None;
        }
        Some(if csv > json { Self::Csv } else { Self::Json })
    }
}

/// How much a media type is wanted, from 0 for not at all to 1: as the most specific range says.
fn quality(lines: &[&str], kind: &str, subtype: &str) -> f32 {
    let ranges = lines.iter().flat_map(|line| line.split(','));
    let found = ranges.filter_map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let (of_kind, of_subtype) = parts.next()?.split_once('/')?;
        let is = |found: &str, wanted: &str| found.eq_ignore_ascii_case(wanted);
        let specificity = match (is(of_kind, kind), is(of_subtype, subtype)) {
            (true, true) => 2,
            (true, false) if of_subtype == "*" => 1,
            _ if of_kind == "*" && of_subtype == "*" => 0,
            _ => return None,
        };
        let weight = parts.find_map(|part| part.strip_prefix("q="));
        let weight = weight.and_then(|weight| weight.parse::<f32>().ok());
        Some((specificity, weight.unwrap_or(1.0)))
    });
    found
        .max_by_key(|(specificity, _)| *specificity)
        .map_or(0.0, |(_, weight)| weight)
}

impl FromRequest for Representation {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let lines: Result<Vec<&str>, _> = request
            .headers()
            .get_all(ACCEPT)
            .map(|line| line.to_str())
            .collect();
        ready(match lines {
            Err(_) => Err(ApiError::header("Accept")),
            Ok(lines) => Self::of(&lines).ok_or(ProblemKind::NotAcceptable.into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Representation;

    #[test]
    fn the_most_specific_range_says_how_much_a_media_type_is_wanted() {
        use Representation::{Csv, Json};
        for (accept, expected) in [
            (&[][..], Some(Json)),
            (&["*/*"], Some(Json)),
            (&["application/json"], Some(Json)),
            (&["text/csv"], Some(Csv)),
            (&["TEXT/CSV; header=present"], Some(Csv)),
            (&["text/*"], Some(Csv)),
            (&["text/csv, application/json"], Some(Json)),
            (&["text/csv, application/json;q=0.5"], Some(Csv)),
            (&["text/csv;q=0.4", "application/json;q=0.5"], Some(Json)),
            (&["text/csv, */*;q=0.1"], Some(Csv)),
            (&["*/*, application/json;q=0"], Some(Csv)),
            (&["text/html, application/xhtml+xml"], None),
            (&["text/csv;q=0"], None),
            (&["nonsense"], None),
        ] {
            assert_eq!(Representation::of(accept), expected, "{accept:?}");
        }
    }
}

//! `GET /record/{token}`: a student's record as one page that prints well, in English and Spanish.

mod family;
mod long_ago;
mod sections;
mod settings;
mod vocabulary;
mod words;

use actix_web::{
    Responder, get,
    web::{Data, Path},
};
use chrono::{DateTime, Utc};
use domain::{access::StudentOfDistrict, mail::Language};
use maud::html;
use persistence::{
    accounts::opaque_token::{OpaqueToken, TokenKind},
    paging::PageRequest,
    records::{self, Disclosure, EducationRecord, LoggedAccess, RecordLink},
};

use self::words::words;
use crate::{
    accounts::{Visitor, access_token::Bearer},
    app::Hallpass,
    caller::Caller,
    http::PrivatePage,
    problem::ApiError,
};

/// Days of the access log on the page.
const DAYS: u8 = 31;

/// Requests for the record on the page, the newest.
const DISCLOSURES: u16 = 100;

/// What the page shows.
struct Shown {
    language: Language,
    now: DateTime<Utc>,
    record: EducationRecord,
    accesses: Vec<LoggedAccess>,
    disclosures: Vec<Disclosure>,
}

/// `GET /record/{token}`
#[get("/record/{token}")]
pub(crate) async fn show_record_page(
    visitor: Visitor,
    path: Path<String>,
    hallpass: Data<Hallpass>,
) -> Result<impl Responder, ApiError> {
    let Some(link) = take(&hallpass, visitor, &path).await? else {
        return Ok(over());
    };
    match read(&hallpass, visitor, link).await {
        Ok(Some(shown)) => Ok(page(&shown)),
        Ok(None) | Err(ApiError::Refused(_) | ApiError::Unauthenticated(_)) => Ok(over()),
        Err(other) => Err(other),
    }
}

/// The link, which shows nothing from now on. What it is looked up for first, so that a guess writes
/// nothing.
async fn take(
    hallpass: &Hallpass,
    visitor: Visitor,
    presented: &str,
) -> Result<Option<RecordLink>, ApiError> {
    let Some(token) = OpaqueToken::read(TokenKind::RecordPage, presented) else {
        return Ok(None);
    };
    let organization = token.organization();
    let found = hallpass
        .read_in(organization, visitor, move |tx| {
            Ok(records::find_link(tx, &token)?)
        })
        .await?;
    let Some(link) = found else {
        return Ok(None);
    };
    let is_first = hallpass
        .write_in(organization, visitor, move |tx| {
            Ok(records::take_link(tx, &link)?)
        })
        .await?;
    Ok(is_first.then_some(link))
}

/// Reads what the page shows as the person who asked for the link, by their rights of this instant.
async fn read(
    hallpass: &Hallpass,
    visitor: Visitor,
    link: RecordLink,
) -> Result<Option<Shown>, ApiError> {
    let bearer = Bearer {
        user: link.reader,
        session: link.session,
        organization: link.organization,
        epoch: link.epoch,
    };
    let course_indexes = hallpass.course_indexes().clone();
    hallpass
        .read(&Caller::through_link(visitor, bearer), move |tx, actor| {
            let student = StudentOfDistrict {
                student: link.student,
            };
            let now = tx.now();
            let permit = tx.permit(actor, student)?;
            let record = records::education_record(tx, &permit, &course_indexes)?;
            let permit = tx.permit(actor, student)?;
            let accesses = records::access_log(tx, &permit, (now.date_naive(), DAYS))?;
            let permit = tx.permit(actor, student)?;
            let newest = PageRequest {
                after: None,
                limit: DISCLOSURES,
            };
            let disclosures = records::disclosures(tx, &permit, newest)?.rows;
            Ok(record.map(|record| Shown {
                language: link.language,
                now,
                record,
                accesses,
                disclosures,
            }))
        })
        .await
}

fn page(shown: &Shown) -> PrivatePage {
    let words = words(shown.language);
    let content = html! {
        h1 { (words.title) " " (shown.record.student.display_name) }
        p { (words.made_on) " " (sections::instant(shown.now)) ". " (words.keep_safe) }
        (sections::profile(shown))
        (sections::classes(shown))
        (sections::progress(shown))
        (long_ago::long_ago(shown))
        (sections::work(shown))
        (sections::feedback(shown))
        (sections::grounds(shown))
        (settings::settings(shown))
        (family::contested(shown))
        (family::refused(shown))
        (sections::accesses(shown))
        (sections::disclosures(shown))
    };
    PrivatePage {
        language: shown.language,
        content,
    }
}

/// The link shows nothing: it was used, its time is over, the session has ended, or so have the rights.
fn over() -> PrivatePage {
    PrivatePage::in_each_language(|language| words(language).over)
}

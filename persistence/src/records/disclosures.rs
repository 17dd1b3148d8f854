//! The record of disclosures: who outside of the school asked for a student's record, and what became
//! of it (34 CFR 99.32).

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ReadDisclosures,
    annual_notices::TransferNotice,
    audit::Shown,
    category::Category,
    directory::DirectoryCover,
    ids::{RecordDisclosureId, UserId},
    records::{
        disclosure::{
            DisclosureGround, DisclosureOutcome, DisclosureReader, DisclosureRequest,
            DisclosureStatement, ProcessRecorded, needs_9932,
        },
        emergency::EmergencyCover,
    },
    text_enum::TextEnum,
};

use crate::{
    access::Permit,
    accounts::keys_of::subject_key,
    amendments::{self, ContestedNow},
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    keys::{SealContext, Sealed},
    paging::{PageRequest, Slice},
    records::is_told_all,
    schema::record_disclosures,
    sql_types::bind_instant,
};

const RECIPIENT: SealContext = SealContext::of("record_disclosures", "recipient");
const THREAT: SealContext = SealContext::of("record_disclosures", "threat");

/// What is written down about a request.
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Its id.
    pub id: RecordDisclosureId,
    /// On which ground.
    pub ground: DisclosureGround,
    /// Who asked.
    pub recipient: String,
    /// Records of which categories.
    pub categories: Vec<Category>,
    /// What the school stated.
    pub statements: Vec<DisclosureStatement>,
    /// The threat for which it was disclosed.
    pub threat: Option<String>,
    /// Whether the law has it recorded.
    pub required_by_law: bool,
    /// What became of it.
    pub outcome: DisclosureOutcome,
    /// Who may read this.
    pub shown_to: DisclosureReader,
    /// When it was written down.
    pub recorded_at: DateTime<Utc>,
    /// The statements of disagreement that went along.
    pub along: Vec<ContestedNow>,
}

/// Writes down what became of a request, with its recipient and threat sealed.
pub(super) fn write(
    tx: &mut Tx<'_>,
    student: UserId,
    recorded_by: UserId,
    written: &Disclosure,
) -> Result<(), DbError> {
    let key = subject_key(tx, student)?;
    let row = written.id.uuid();
    let recipient = key.seal(tx.mint(), RECIPIENT, row, written.recipient.as_bytes())?;
    let threat = written.threat.as_ref();
    let threat = threat
        .map(|threat| key.seal(tx.mint(), THREAT, row, threat.as_bytes()))
        .transpose()?;
    let row = (
        record_disclosures::organization_id.eq(tx.tenant()),
        record_disclosures::id.eq(written.id),
        record_disclosures::student_id.eq(student),
        record_disclosures::ground.eq(written.ground),
        record_disclosures::recipient.eq(recipient),
        record_disclosures::categories.eq(words(&written.categories)),
        record_disclosures::statements.eq(words(&written.statements)),
        record_disclosures::threat.eq(threat),
        record_disclosures::outcome.eq(written.outcome),
        record_disclosures::shown_to.eq(written.shown_to),
        record_disclosures::recorded_by.eq(recorded_by),
        record_disclosures::recorded_at.eq(bind_instant(written.recorded_at)),
    );
    diesel::insert_into(record_disclosures::table)
        .values(row)
        .execute(tx.conn())?;
    amendments::go_along(tx, written.id, &written.along)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = record_disclosures, check_for_backend(MultiBackend))]
struct Row {
    id: RecordDisclosureId,
    ground: DisclosureGround,
    recipient: Sealed,
    categories: String,
    statements: String,
    threat: Option<Sealed>,
    outcome: DisclosureOutcome,
    shown_to: DisclosureReader,
    recorded_at: DateTime<Utc>,
}

/// A page of the requests for the record of the permitted student, newest first. Of those of which an
/// order forbids to tell, parents and the student see nothing, whatever office a parent holds.
///
/// # Errors
/// If the database fails.
pub fn disclosures<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadDisclosures>,
    page: PageRequest,
) -> Result<Slice<Disclosure>, DbError> {
    let student = permit.subject().student;
    let mut wanted = record_disclosures::table
        .filter(record_disclosures::organization_id.eq(tx.tenant()))
        .filter(record_disclosures::student_id.eq(student))
        .filter(record_disclosures::id.lt(page.before_id()))
        .order(record_disclosures::id.desc())
        .limit(page.limit_plus_one())
        .select(Row::as_select())
        .into_boxed();
    let (person, relationship) = (permit.actor().user(), permit.relationship());
    if !is_told_all(tx, person, student, relationship)? {
        let shown = DisclosureReader::RightsHolder;
        wanted = wanted.filter(record_disclosures::shown_to.eq(shown));
    }
    let rows: Vec<Row> = wanted.load(tx.conn())?;
    let found = page.into_page(rows, |row| row.id.uuid());
    let found = Slice {
        rows: opened(tx, student, found.rows)?,
        next: found.next,
    };
    audit::disclosed(tx, permit, Shown::each([student]))?;
    Ok(found)
}

/// The disclosures of records of a category of a student that were made up to an instant, newest first.
pub(crate) fn disclosed_before(
    tx: &mut Tx<'_>,
    student: UserId,
    category: Category,
    before: DateTime<Utc>,
) -> Result<Vec<Disclosure>, DbError> {
    let rows: Vec<Row> = record_disclosures::table
        .filter(record_disclosures::organization_id.eq(tx.tenant()))
        .filter(record_disclosures::student_id.eq(student))
        .filter(record_disclosures::outcome.eq(DisclosureOutcome::Disclosed))
        .filter(record_disclosures::recorded_at.le(bind_instant(before)))
        .order(record_disclosures::id.desc())
        .select(Row::as_select())
        .load(tx.conn())?;
    let mut found = opened(tx, student, rows)?;
    found.retain(|disclosure| disclosure.categories.contains(&category));
    Ok(found)
}

/// Opens what is written down about requests for a student's record.
fn opened(tx: &mut Tx<'_>, student: UserId, rows: Vec<Row>) -> Result<Vec<Disclosure>, DbError> {
    let ids: Vec<RecordDisclosureId> = rows.iter().map(|row| row.id).collect();
    let mut along = amendments::went_along(tx, student, &ids)?;
    let key = subject_key(tx, student)?;
    let open = |row: Row| {
        let text = |place, sealed: &Sealed| key.open_text(place, row.id.uuid(), sealed);
        let request = DisclosureRequest {
            ground: row.ground,
            categories: read_words(&row.categories)?,
            statements: read_words(&row.statements)?,
            // What it was judged by is over: what is recorded follows from the rest.
            emergency: EmergencyCover::Missing,
            process: ProcessRecorded::No,
            transfer_notice: TransferNotice::Silent,
            directory: DirectoryCover::NotAsked,
        };
        Ok::<_, DbError>(Disclosure {
            along: along.remove(&row.id).unwrap_or_default(),
            required_by_law: needs_9932(&request),
            recipient: text(RECIPIENT, &row.recipient)?,
            threat: row
                .threat
                .as_ref()
                .map(|threat| text(THREAT, threat))
                .transpose()?,
            id: row.id,
            ground: row.ground,
            categories: request.categories,
            statements: request.statements,
            outcome: row.outcome,
            shown_to: row.shown_to,
            recorded_at: row.recorded_at,
        })
    };
    rows.into_iter().map(open).collect()
}

/// Words as they are stored.
pub(crate) fn words<W: TextEnum>(words: &[W]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
    words.join(" ")
}

/// Reads stored words.
///
/// # Errors
/// [`DbError::Corrupt`] if one is unknown.
pub(crate) fn read_words<W: TextEnum>(stored: &str) -> Result<Vec<W>, DbError> {
    let words = stored.split_ascii_whitespace().map(W::parse);
    words
        .collect::<Option<_>>()
        .ok_or(DbError::Corrupt("stored words are known"))
}

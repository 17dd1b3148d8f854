//! People's rows: made in one way for every caller, and opened in one way.

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;
use domain::{
    accounts::{
        credentials::{AccountStatus, PersonKind},
        emails::EmailRecipient,
    },
    classes::grade_level::GradeLevel,
    ids::UserId,
    text::{display_name_of_adult, display_name_of_student, folded_name},
};
use uuid::Uuid;

use super::keys_of::{create_subject_key, subject_key};
use crate::{
    database::Tx,
    error::DbError,
    keys::{BlindIndex, SealContext, Sealed, SubjectKey},
    schema::{subject_keys, users},
    sql_types::{BindInstant, bind_instant},
};

pub(crate) const GIVEN_NAME: SealContext = SealContext::of("users", "given_name");
pub(crate) const FAMILY_NAME: SealContext = SealContext::of("users", "family_name");
pub(crate) const NAMES: SealContext = SealContext::of("users", "name_index");
pub(crate) const DISPLAY_NAME: SealContext = SealContext::of("users", "display_name");
pub(crate) const EMAIL: SealContext = SealContext::of("users", "email");
/// Where the addresses of guardians are looked up who opened their accounts with a code: nobody proved
/// them, so that no invitation and no roster finds the account by them.
pub(crate) const GUARDIAN_EMAIL: SealContext = SealContext::of("users", "guardian_email");
pub(crate) const USERNAME: SealContext = SealContext::of("users", "username");
pub(crate) const SOURCE_ID: SealContext = SealContext::of("users", "source_id");

/// A person who is to have an account.
#[derive(Clone)]
pub struct NewPerson {
    /// Student or staff.
    pub kind: PersonKind,
    /// Whether the account may be used.
    pub status: AccountStatus,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// The display name.
    pub display_name: String,
    /// An adult's e-mail address. A student has none (COM-01).
    pub email: Option<EmailRecipient>,
    /// The name with which a student signs in, normalised.
    pub username: Option<String>,
    /// The id that their school's roster gives them.
    pub source_id: Option<String>,
    /// A student's grade level.
    pub grade_level: Option<GradeLevel>,
}

/// Makes a person's row and key.
///
/// # Errors
/// [`DbError::is_duplicate`] if the e-mail, the username or the roster's id is a person's already.
pub(crate) fn insert(tx: &mut Tx<'_>, person: &NewPerson) -> Result<UserId, DbError> {
    let id: UserId = tx.new_id();
    create_subject_key(tx, id)?;
    insert_as(tx, id, person)?;
    Ok(id)
}

/// Makes the row of a person who has a key already.
///
/// # Errors
/// As [`insert`].
pub(crate) fn insert_as(tx: &mut Tx<'_>, id: UserId, person: &NewPerson) -> Result<(), DbError> {
    let subject_key = subject_key(tx, id)?;
    let sealer = Sealer {
        key: &subject_key,
        tx,
        row: id.uuid(),
    };
    let given_name = sealer.seal(GIVEN_NAME, &person.given_name)?;
    let family_name = sealer.seal(FAMILY_NAME, &person.family_name)?;
    let display_name = sealer.seal(DISPLAY_NAME, &person.display_name)?;
    let address = person.email.as_ref().map(EmailRecipient::as_str);
    let email = sealer.seal_optional(EMAIL, address)?;
    let username = sealer.seal_optional(USERNAME, person.username.as_deref())?;
    let source_id = sealer.seal_optional(SOURCE_ID, person.source_id.as_deref())?;
    let row = (
        users::organization_id.eq(tx.tenant()),
        users::id.eq(id),
        users::kind.eq(person.kind),
        users::status.eq(person.status),
        users::given_name.eq(given_name),
        users::family_name.eq(family_name),
        users::display_name.eq(display_name),
        users::name_index.eq(name_index(tx, &person.given_name, &person.family_name)?),
        users::email.eq(email),
        users::email_index.eq(index(tx, EMAIL, address)?),
        users::username.eq(username),
        users::username_index.eq(index(tx, USERNAME, person.username.as_deref())?),
        users::source_id.eq(source_id),
        users::source_index.eq(index(tx, SOURCE_ID, person.source_id.as_deref())?),
        users::grade_level.eq(person.grade_level),
        users::created_at.eq(bind_instant(tx.now())),
        users::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(users::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Gives the row of an adult whose key was destroyed names that are nobody's, under a key of its own, and
/// takes from it what was theirs.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn make_nobody(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    const NOBODY: [&str; 3] = ["Former", "member", "Former member"];
    let [given, family, display] = NOBODY;
    let key = create_subject_key(tx, person)?;
    let sealer = Sealer {
        key: &key,
        tx,
        row: person.uuid(),
    };
    let names = (
        users::given_name.eq(sealer.seal(GIVEN_NAME, given)?),
        users::family_name.eq(sealer.seal(FAMILY_NAME, family)?),
        users::display_name.eq(sealer.seal(DISPLAY_NAME, display)?),
        users::name_index.eq(name_index(tx, given, family)?),
    );
    let nothing = None::<BlindIndex>;
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            names,
            users::status.eq(AccountStatus::Disabled),
            (
                users::email.eq(None::<Sealed>),
                users::email_index.eq(nothing),
                users::requested_email_index.eq(nothing),
            ),
            (
                users::source_id.eq(None::<Sealed>),
                users::source_index.eq(nothing),
                users::source_statement.eq(None::<Vec<u8>>),
            ),
            users::locked_at.eq(Some(bind_instant(tx.now()))),
            users::last_used_at.eq(None::<BindInstant>),
            users::erased_at.eq(Some(bind_instant(tx.now()))),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The blind index of a value that may be missing.
///
/// # Errors
/// If the organization's key cannot be had.
pub(crate) fn index(
    tx: &mut Tx<'_>,
    place: SealContext,
    value: Option<&str>,
) -> Result<Option<BlindIndex>, DbError> {
    let organization_key = tx.organization_key()?;
    Ok(value.map(|value| organization_key.index(place, value)))
}

/// The blind index of a person's names, however they are written.
///
/// # Errors
/// If the organization's key cannot be had.
pub(crate) fn name_index(
    tx: &mut Tx<'_>,
    given_name: &str,
    family_name: &str,
) -> Result<BlindIndex, DbError> {
    let names = folded_name(given_name, family_name);
    Ok(tx.organization_key()?.index(NAMES, &names))
}

/// Finds a person by an indexed value.
///
/// # Errors
/// If the database fails.
pub(crate) fn find_by_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<UserId>, DbError> {
    let wanted = index(tx, EMAIL, Some(email))?;
    Ok(users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::email_index.eq(wanted))
        .select(users::id)
        .first(tx.conn())
        .optional()?)
}

/// The display names of those among these people who are adults.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn display_names_of_adults(
    tx: &mut Tx<'_>,
    people: &BTreeSet<UserId>,
) -> Result<HashMap<UserId, String>, DbError> {
    let rows: Vec<(UserId, Sealed, Sealed)> = users::table
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(users::organization_id)
                .and(subject_keys::subject_id.eq(users::id))),
        )
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::id.eq_any(people.iter().copied()))
        .filter(users::kind.eq(PersonKind::Adult))
        .select((users::id, users::display_name, subject_keys::wrapped))
        .load(tx.conn())?;
    let organization_key = tx.organization_key()?;
    rows.into_iter()
        .map(|(person, name, wrapped)| {
            let key = organization_key.open_subject(person, &wrapped)?;
            Ok((person, key.open_text(DISPLAY_NAME, person.uuid(), &name)?))
        })
        .collect()
}

/// Finds the person whom an address signs in: whoever has it, or else the guardian who opened an account
/// with it. One statement, so that the time tells nobody which of them there is (G-ENUM).
///
/// # Errors
/// If the database fails.
pub(crate) fn find_by_typed_email(tx: &mut Tx<'_>, email: &str) -> Result<Option<UserId>, DbError> {
    let of_owner = index(tx, EMAIL, Some(email))?;
    let of_guardian = index(tx, GUARDIAN_EMAIL, Some(email))?;
    let found: Vec<(UserId, Option<BlindIndex>)> = users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(
            users::email_index
                .eq(&of_owner)
                .or(users::email_index.eq(&of_guardian)),
        )
        .select((users::id, users::email_index))
        .load(tx.conn())?;
    let owner = found.iter().find(|(_, index)| *index == of_owner);
    Ok(owner.or(found.first()).map(|(person, _)| *person))
}

/// Makes the address of an account one that signs its guardian in and is nobody's otherwise.
///
/// # Errors
/// If the database fails.
pub(crate) fn keep_as_guardians_address(
    tx: &mut Tx<'_>,
    guardian: UserId,
    email: &str,
) -> Result<(), DbError> {
    let wanted = index(tx, GUARDIAN_EMAIL, Some(email))?;
    diesel::update(users::table.find((tx.tenant(), guardian)))
        .set(users::email_index.eq(wanted))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes the address of a guardian who has no account any more, so that it can be used again.
///
/// # Errors
/// If the database fails.
pub(crate) fn give_up_email(tx: &mut Tx<'_>, person: UserId) -> Result<(), DbError> {
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::email.eq(None::<Sealed>),
            users::email_index.eq(None::<BlindIndex>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Finds a person by their username.
///
/// # Errors
/// If the database fails.
pub(crate) fn find_by_username(tx: &mut Tx<'_>, username: &str) -> Result<Option<UserId>, DbError> {
    let wanted = index(tx, USERNAME, Some(username))?;
    Ok(users::table
        .filter(users::organization_id.eq(tx.tenant()))
        .filter(users::username_index.eq(wanted))
        .select(users::id)
        .first(tx.conn())
        .optional()?)
}

/// How others see a person who was not asked.
pub(crate) fn display_name(kind: PersonKind, given_name: &str, family_name: &str) -> String {
    match kind {
        PersonKind::Adult => display_name_of_adult(given_name, family_name),
        PersonKind::Student => display_name_of_student(given_name, family_name),
    }
}

/// How others see the person with this id, if there is one.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn display_name_of(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<String>, DbError> {
    let person = UserId::from_uuid(id);
    let sealed: Option<Sealed> = users::table
        .find((tx.tenant(), person))
        .select(users::display_name)
        .first(tx.conn())
        .optional()?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let key = subject_key(tx, person)?;
    Ok(Some(key.open_text(DISPLAY_NAME, id, &sealed)?))
}

/// Changes how others see a person.
///
/// # Errors
/// If the database or the cipher fails.
pub(crate) fn rename(tx: &mut Tx<'_>, person: UserId, display_name: &str) -> Result<(), DbError> {
    let sealed = subject_key(tx, person)?.seal(
        tx.mint(),
        DISPLAY_NAME,
        person.uuid(),
        display_name.as_bytes(),
    )?;
    diesel::update(users::table.find((tx.tenant(), person)))
        .set((
            users::display_name.eq(sealed),
            users::updated_at.eq(bind_instant(tx.now())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Seals the columns of one row.
struct Sealer<'a, 'c> {
    key: &'a SubjectKey,
    tx: &'a Tx<'c>,
    row: Uuid,
}

impl Sealer<'_, '_> {
    fn seal(&self, place: SealContext, value: &str) -> Result<Sealed, DbError> {
        Ok(self
            .key
            .seal(self.tx.mint(), place, self.row, value.as_bytes())?)
    }

    fn seal_optional(
        &self,
        place: SealContext,
        value: Option<&str>,
    ) -> Result<Option<Sealed>, DbError> {
        value.map(|value| self.seal(place, value)).transpose()
    }
}

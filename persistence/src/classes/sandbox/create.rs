//! Students of a sandbox: an alias, a username that is made of it, and a passphrase (SCH-04).

use domain::{
    access::action::CreateSandboxStudents,
    accounts::credentials::{AccountStatus, CredentialKind, PersonKind},
    audit::{ChangeRole, Changed},
    classes::{
        aliases::{Alias, RANDOM_BYTES},
        kind::ClassKind,
        sandbox::{purge_at, seats_left},
    },
    ids::{ClassId, GroundId, UserId},
    worker::JobKind,
};

use super::students;
use crate::{
    access::Permit,
    accounts::{
        credentials,
        people::{self, NewPerson},
        usernames,
    },
    audit,
    classes::{read::find, students::enroll},
    database::Tx,
    error::DbError,
    worker,
};

/// Aliases that are drawn for a student before none is taken to be left.
const MOST_DRAWS: usize = 1000;

/// Why a sandbox takes no students.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SandboxStudentsRefusal {
    /// The class is none.
    NotASandbox,
    /// The class is over.
    ClassOver,
    /// In the district only parents agree (SCH-01).
    ParentsDecide,
    /// It has no seats for so many.
    Full,
}

/// A student who was created in a sandbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SandboxStudent {
    /// Their id.
    pub id: UserId,
    /// The alias by which they are shown.
    pub alias: String,
    /// The name with which they sign in.
    pub username: String,
}

/// Whether the permitted class takes so many students.
///
/// # Errors
/// If the database fails.
pub fn may_create_students<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateSandboxStudents>,
    count: usize,
) -> Result<Result<(), SandboxStudentsRefusal>, DbError> {
    let class = permit.subject();
    let now = tx.now();
    let Some(found) = find(tx, class)?.filter(|class| class.span().is_open(now)) else {
        return Ok(Err(SandboxStudentsRefusal::ClassOver));
    };
    if found.kind != ClassKind::Sandbox {
        return Ok(Err(SandboxStudentsRefusal::NotASandbox));
    }
    if !students::may_collect(tx)? {
        return Ok(Err(SandboxStudentsRefusal::ParentsDecide));
    }
    let left = seats_left(students::of_class(tx, class)?.len());
    if count > usize::from(left) {
        return Ok(Err(SandboxStudentsRefusal::Full));
    }
    Ok(Ok(()))
}

/// Creates a student with a passphrase by each of these hashes in the permitted class, all or none.
///
/// # Errors
/// If the database fails.
pub fn create_students<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateSandboxStudents>,
    passphrases: &[&str],
) -> Result<Result<Vec<SandboxStudent>, SandboxStudentsRefusal>, DbError> {
    if let Err(refusal) = may_create_students(tx, permit, passphrases.len())? {
        return Ok(Err(refusal));
    }
    let class = permit.subject();
    let mut aliases = Vec::new();
    for student in students::of_class(tx, class)? {
        aliases.extend(people::display_name_of(tx, student.uuid())?);
    }
    let mut created = Vec::with_capacity(passphrases.len());
    for hash in passphrases {
        let alias = draw(tx, &aliases)?;
        let student = create_one(tx, class, &alias, hash)?;
        aliases.push(student.alias.clone());
        created.push(student);
    }
    worker::schedule(tx, JobKind::PurgeSandbox, class.uuid(), purge_at(tx.now()))?;
    let ids = created.iter().map(|student| student.id);
    audit::changed(tx, permit, Changed::each(ChangeRole::Created, ids))?;
    Ok(Ok(created))
}

/// An alias that nobody of the class has.
fn draw(tx: &mut Tx<'_>, taken: &[String]) -> Result<Alias, DbError> {
    for _ in 0..MOST_DRAWS {
        let mut random = [0; RANDOM_BYTES];
        tx.mint().fill(&mut random);
        let alias = Alias::from_random(random);
        if !taken.contains(&alias.to_string()) {
            return Ok(alias);
        }
    }
    Err(DbError::Corrupt("a class has fewer students than aliases"))
}

fn create_one(
    tx: &mut Tx<'_>,
    class: ClassId,
    alias: &Alias,
    passphrase_hash: &str,
) -> Result<SandboxStudent, DbError> {
    let username = usernames::draw(tx, &alias.stem(), "", &[])?;
    let student = SandboxStudent {
        id: people::insert(
            tx,
            &NewPerson {
                kind: PersonKind::Student,
                status: AccountStatus::Active,
                given_name: String::new(),
                family_name: String::new(),
                display_name: alias.to_string(),
                email: None,
                username: Some(username.as_str().to_owned()),
                source_id: None,
                grade_level: None,
            },
        )?,
        alias: alias.to_string(),
        username: username.as_str().to_owned(),
    };
    let kind = CredentialKind::Passphrase;
    credentials::put(tx, student.id, kind, passphrase_hash)?;
    enroll(tx, class, student.id, GroundId::of_sandbox(class))?;
    Ok(student)
}

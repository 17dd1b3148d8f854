//! Opening a class.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{Relationship, action::CreateClass},
    audit::Changed,
    classes::{
        class_role::ClassRole,
        codes::ClassCode,
        grade_level::GradeLevel,
        kind::ClassKind,
        sandbox::{SandboxRefusal, may_open, purge_at},
    },
    ids::{AcademicSessionId, ClassId, GroundId, TeachingAssignmentId},
    worker::JobKind,
};

use super::{Class, sandbox::students};
use crate::{
    access::Permit,
    audit,
    database::Tx,
    error::DbError,
    handles::{self, HandleKind},
    organizations::{
        agreements::{SchoolsWanted, of_schools},
        grounds::{self, GroundKind},
    },
    schema::{classes, teaching_assignments},
    sql_types::bind_instant,
    worker,
};

/// What a new class is to be.
#[derive(Clone, Debug)]
pub struct NewClass {
    /// What it is.
    pub kind: ClassKind,
    /// Its title.
    pub title: String,
    /// Its grade level.
    pub grade_level: Option<GradeLevel>,
    /// The term or school year with which it ends.
    pub academic_session_id: Option<AcademicSessionId>,
    /// When access through it ends by itself.
    pub access_ends_at: DateTime<Utc>,
}

/// Opens a class in the permitted school. A teacher who opens one is its teacher of record; an
/// administrator opens one for another person. A sandbox is its own ground (SCH-04), and ends by itself.
///
/// # Errors
/// If the database fails. The inner error is why the school opens no sandbox.
pub fn create<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateClass>,
    new: &NewClass,
) -> Result<Result<Class, SandboxRefusal>, DbError> {
    if let Err(refusal) = may_be(tx, permit, new.kind)? {
        return Ok(Err(refusal));
    }
    let id: ClassId = tx.new_id();
    let code = handles::issue(tx, HandleKind::Class)?;
    insert(tx, permit, id, &code, new)?;
    if new.kind == ClassKind::Sandbox {
        grounds::put(tx, GroundKind::Sandbox, GroundId::of_sandbox(id))?;
        worker::schedule(tx, JobKind::PurgeSandbox, id.uuid(), purge_at(tx.now()))?;
    }
    if permit.relationship() == Relationship::Teacher {
        appoint_author(tx, permit, id)?;
    }
    audit::changed(
        tx,
        permit,
        Changed::created(id).referring_to(new.academic_session_id),
    )?;
    Ok(Ok(Class {
        id,
        school_id: permit.subject(),
        kind: new.kind,
        academic_session_id: new.academic_session_id,
        title: new.title.clone(),
        grade_level: new.grade_level,
        sign_in_code: code.as_str().to_owned(),
        access_ends_at: new.access_ends_at,
        archived_at: None,
        created_at: tx.now(),
        updated_at: tx.now(),
    }))
}

/// Whether the permitted school may have a new class of this kind.
fn may_be<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateClass>,
    kind: ClassKind,
) -> Result<Result<(), SandboxRefusal>, DbError> {
    match kind {
        ClassKind::Ordinary => Ok(Ok(())),
        ClassKind::Sandbox => {
            let school = permit.subject();
            let known = of_schools(tx, SchoolsWanted::These(&[school]))?;
            let mode = students::consent_mode(tx)?;
            Ok(may_open(known.get(&school), mode, tx.now()))
        }
    }
}

fn insert<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateClass>,
    id: ClassId,
    code: &ClassCode,
    new: &NewClass,
) -> Result<(), DbError> {
    let row = (
        classes::organization_id.eq(tx.tenant()),
        classes::id.eq(id),
        classes::school_id.eq(permit.subject()),
        classes::kind.eq(new.kind),
        classes::academic_session_id.eq(new.academic_session_id),
        classes::title.eq(&new.title),
        classes::grade_level.eq(new.grade_level),
        classes::sign_in_code.eq(code.as_str()),
        classes::access_ends_at.eq(bind_instant(new.access_ends_at)),
        classes::created_at.eq(bind_instant(tx.now())),
        classes::updated_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(classes::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

fn appoint_author<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, CreateClass>,
    class: ClassId,
) -> Result<(), DbError> {
    let author = permit.actor().user();
    let new_id: TeachingAssignmentId = tx.new_id();
    let row = (
        teaching_assignments::organization_id.eq(tx.tenant()),
        teaching_assignments::id.eq(new_id),
        teaching_assignments::class_id.eq(class),
        teaching_assignments::user_id.eq(author),
        teaching_assignments::role.eq(ClassRole::TeacherOfRecord),
        teaching_assignments::granted_by.eq(author),
        teaching_assignments::begins_at.eq(bind_instant(tx.now())),
    );
    diesel::insert_into(teaching_assignments::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

//! Reading what parents ask for.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    access::action::ManageParentRequests,
    ids::{ParentRequestId, SchoolId, UserId},
    organizations::parent_request::{
        ParentRequestFacts, ParentRequestKind, ParentRequestState, Requester, StudentAge,
    },
};

use crate::{
    access::Permit,
    audit,
    connection::MultiBackend,
    database::Tx,
    error::DbError,
    paging::{PageRequest, Slice},
    schema::parent_requests,
};

/// What a parent of a school's student asked for.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = parent_requests, check_for_backend(MultiBackend))]
pub struct ParentRequest {
    /// Its id.
    pub id: ParentRequestId,
    /// The school.
    pub school_id: SchoolId,
    /// The student.
    pub student_id: UserId,
    /// What is asked for.
    pub kind: ParentRequestKind,
    /// Who asks.
    pub requester: Requester,
    /// How old the student is, if that is known.
    pub student_age: Option<StudentAge>,
    /// Since when the student has not been enrolled in the district, where a document shows it.
    pub not_enrolled_since: Option<NaiveDate>,
    /// Where it stands.
    pub state: ParentRequestState,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When something is done by itself, or is to be answered.
    pub acts_at: Option<DateTime<Utc>>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
}

impl ParentRequest {
    /// What the rules ask of it.
    pub(super) fn facts(&self) -> ParentRequestFacts {
        ParentRequestFacts {
            kind: self.kind,
            requester: self.requester,
            student_age: self.student_age,
            not_enrolled_since: self.not_enrolled_since,
            filed_at: self.filed_at,
        }
    }
}

/// The requests about students of the permitted school, oldest first.
///
/// # Errors
/// If the database fails.
pub fn list<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ManageParentRequests>,
    page: PageRequest,
) -> Result<Slice<ParentRequest>, DbError> {
    let rows = parent_requests::table
        .filter(parent_requests::organization_id.eq(tx.tenant()))
        .filter(parent_requests::school_id.eq(permit.subject()))
        .filter(parent_requests::id.gt(page.after_id()))
        .order(parent_requests::id)
        .limit(page.limit_plus_one())
        .select(ParentRequest::as_select())
        .load(tx.conn())?;
    let slice = page.into_page(rows, |request: &ParentRequest| request.id.uuid());
    let students = slice.rows.iter().map(|request| request.student_id);
    audit::disclosed(tx, permit, domain::audit::Shown::each(students))?;
    Ok(slice)
}

/// One request of a school.
pub(super) fn find(
    tx: &mut Tx<'_>,
    request: ParentRequestId,
) -> Result<Option<ParentRequest>, DbError> {
    Ok(parent_requests::table
        .find((tx.tenant(), request))
        .select(ParentRequest::as_select())
        .first(tx.conn())
        .optional()?)
}

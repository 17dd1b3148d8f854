//! What of a student's work a school's copy has: what a teacher of it was shown (FER-04, footnote 7).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    access::{ClassMember, Relationship},
    classes::association::ClassSpan,
    ids::{ClassId, SchoolId, UserId},
    progress::sharing::Shared,
};

use crate::{
    access::relationships::membership,
    database::Tx,
    error::DbError,
    progress,
    schema::{classes, enrollments},
};

/// The classes of some schools in which a student is or was, each with what of it may be shown to an
/// administrator.
pub(super) fn shared_in_classes(
    tx: &mut Tx<'_>,
    student: UserId,
    schools: &[SchoolId],
) -> Result<Vec<(ClassId, Shared)>, DbError> {
    type Row = (ClassId, Option<DateTime<Utc>>, DateTime<Utc>);
    let rows: Vec<Row> = enrollments::table
        .inner_join(
            classes::table.on(classes::organization_id
                .eq(enrollments::organization_id)
                .and(classes::id.eq(enrollments::class_id))),
        )
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::user_id.eq(student))
        .filter(classes::school_id.eq_any(schools))
        .select((classes::id, classes::archived_at, classes::access_ends_at))
        .load(tx.conn())?;
    let mut known = Vec::new();
    for (class, archived_at, access_ends_at) in BTreeSet::from_iter(rows) {
        let span = ClassSpan {
            access_ends_at,
            archived_at,
        };
        if let Some(membership) = membership(tx, ClassMember { class, student }, span)? {
            let shared = progress::shared(tx, Relationship::SchoolAdmin, class)?;
            known.push((class, shared.of_member(membership)));
        }
    }
    Ok(known)
}

//! The students whom a school has, and those whom it had and no other school has now.

use std::collections::HashSet;

use diesel::{
    dsl::{exists, not},
    prelude::*,
};
use domain::{
    access::action::ListSchoolStudents,
    accounts::credentials::AccountStatus,
    audit::Shown,
    classes::{
        grade_level::GradeLevel,
        placement::{ClassPlace, SchoolTie},
    },
    ids::UserId,
    rights::restriction::RestrictedPart,
};
use uuid::Uuid;

use crate::{
    access::{Permit, withheld_from},
    accounts::people::{self, DISPLAY_NAME},
    audit,
    database::Tx,
    error::DbError,
    keys::Sealed,
    paging::{Named, NamesRequest, NamesSlice},
    schema::{classes, enrollments, school_enrollments, subject_keys, users},
    sql_types::bind_instant,
};

/// A student, as far as it takes to place them in a class.
#[derive(Clone, PartialEq, Eq)]
pub struct SchoolStudent {
    /// Their id.
    pub id: UserId,
    /// The display name.
    pub display_name: String,
    /// Their grade level.
    pub grade_level: Option<GradeLevel>,
    /// Whether they are in an open class of the school.
    pub tie: SchoolTie,
}

/// Which students of a school are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct SchoolStudentsWanted {
    /// Only those of this grade level.
    pub grade_level: Option<GradeLevel>,
    /// Only those who are, or are not, in a class.
    pub place: Option<ClassPlace>,
}

impl SchoolStudentsWanted {
    fn has(self, grade_level: Option<GradeLevel>) -> bool {
        self.grade_level.is_none() || self.grade_level == grade_level
    }
}

/// Students whom a roster enrols at the permitted school or who are in a class of it, and those who
/// were and are at no other school now (`domain::classes::placement`). Closed accounts are left out.
///
/// # Errors
/// If the database fails.
pub fn of_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListSchoolStudents>,
    wanted: SchoolStudentsWanted,
    names: &NamesRequest,
) -> Result<NamesSlice<SchoolStudent>, DbError> {
    type Row = (UserId, Sealed, Option<GradeLevel>, Sealed);
    let (tenant, now, school) = (tx.tenant(), bind_instant(tx.now()), permit.subject());
    let present = || {
        enrollments::table
            .inner_join(
                classes::table.on(classes::organization_id
                    .eq(enrollments::organization_id)
                    .and(classes::id.eq(enrollments::class_id))),
            )
            .filter(enrollments::organization_id.eq(tenant))
            .filter(in_force!(enrollments, now))
            .filter(open_class!(now))
            .select(enrollments::user_id)
    };
    let here = || present().filter(classes::school_id.eq(school));
    let of_listed = enrollments::user_id.eq(school_enrollments::user_id);
    let elsewhere = present()
        .filter(of_listed)
        .filter(classes::school_id.ne(school));
    let enrolled = diesel::alias!(school_enrollments as enrolled);
    let at_another_school = enrolled
        .filter(
            enrolled
                .field(school_enrollments::organization_id)
                .eq(tenant),
        )
        .filter(
            enrolled
                .field(school_enrollments::user_id)
                .eq(school_enrollments::user_id),
        )
        .filter(enrolled.field(school_enrollments::school_id).ne(school))
        .filter(enrolled.field(school_enrollments::begins_at).le(now))
        .filter(
            enrolled
                .field(school_enrollments::ends_at)
                .is_null()
                .or(enrolled
                    .field(school_enrollments::ends_at)
                    .assume_not_null()
                    .gt(now)),
        );
    let is_here = in_force!(school_enrollments, now).or(exists(here().filter(of_listed)));
    let rows: Vec<Row> = school_enrollments::table
        .inner_join(
            users::table.on(users::organization_id
                .eq(school_enrollments::organization_id)
                .and(users::id.eq(school_enrollments::user_id))),
        )
        .inner_join(
            subject_keys::table.on(subject_keys::organization_id
                .eq(school_enrollments::organization_id)
                .and(subject_keys::subject_id.eq(school_enrollments::user_id))),
        )
        .filter(school_enrollments::organization_id.eq(tenant))
        .filter(school_enrollments::school_id.eq(school))
        .filter(school_enrollments::begins_at.le(now))
        .filter(users::status.ne(AccountStatus::Disabled))
        .filter(is_here.or(not(exists(elsewhere)).and(not(exists(at_another_school)))))
        .select((
            users::id,
            users::display_name,
            users::grade_level,
            subject_keys::wrapped,
        ))
        .load(tx.conn())?;
    let withheld = withheld_from(tx, permit.relationship(), RestrictedPart::Everything)?;
    let at_present: HashSet<UserId> = here().load::<UserId>(tx.conn())?.into_iter().collect();
    let keys = tx.organization_key()?;
    let open = |(id, display_name, grade_level, wrapped): Row| -> Result<SchoolStudent, DbError> {
        let subject = keys.open_subject(id, &wrapped)?;
        Ok(SchoolStudent {
            id,
            display_name: subject.open_text(DISPLAY_NAME, id.uuid(), &display_name)?,
            grade_level,
            tie: if at_present.contains(&id) {
                SchoolTie::Present
            } else {
                SchoolTie::Past
            },
        })
    };
    let students = rows
        .into_iter()
        .filter(|(student, _, grade, _)| wanted.has(*grade) && !withheld.contains(student))
        .map(open)
        .filter(|student| match (wanted.place, student) {
            (Some(place), Ok(student)) => place == ClassPlace::of(student.tie),
            _ => true,
        })
        .collect::<Result<Vec<SchoolStudent>, DbError>>()?;
    let students = names.cut(students, |id| people::display_name_of(tx, id))?;
    audit::disclosed(
        tx,
        permit,
        Shown::each(students.rows().iter().map(|student| student.id)),
    )?;
    Ok(students)
}

impl Named for SchoolStudent {
    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    fn name(&self) -> &str {
        &self.display_name
    }
}

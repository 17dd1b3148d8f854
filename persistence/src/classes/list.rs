//! Lists of classes.

use diesel::prelude::*;
use domain::{
    access::{
        Relationship,
        action::{ListOwnClasses, ListSchoolClasses},
    },
    classes::{
        association::ClassState, card::CardPart, class_role::ClassRole, grade_level::GradeLevel,
    },
    ids::ClassId,
};
use uuid::Uuid;

use super::{
    Class,
    cards::{CardOf, ClassCard, cards},
};
use crate::{
    access::Permit,
    database::Tx,
    error::DbError,
    paging::{Named, NamesRequest, NamesSlice},
    schema::{classes, enrollments, teaching_assignments},
    sql_types::bind_instant,
};

/// Which classes of a school are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClassesWanted {
    /// Only those that are, or are not, open.
    pub state: Option<ClassState>,
    /// Only those of this grade level.
    pub grade_level: Option<GradeLevel>,
}

/// The classes of the permitted school, those that are over included, with these parts of their cards.
///
/// # Errors
/// If the database fails.
pub fn of_school<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListSchoolClasses>,
    wanted: ClassesWanted,
    names: &NamesRequest,
    parts: &[CardPart],
) -> Result<NamesSlice<ListedClass>, DbError> {
    let now = tx.now();
    let mut rows: Vec<Class> = classes::table
        .filter(classes::organization_id.eq(tx.tenant()))
        .filter(classes::school_id.eq(permit.subject()))
        .select(Class::as_select())
        .load(tx.conn())?;
    rows.retain(|class| {
        let is_in_state = |state| state == ClassState::of(class.span(), now);
        let is_of_level = |level| class.grade_level == Some(level);
        wanted.state.is_none_or(is_in_state) && wanted.grade_level.is_none_or(is_of_level)
    });
    let page = names.cut(rows, |id| title_of(tx, id))?;
    let relationship = permit.relationship();
    let of = page.rows().iter();
    let of: Vec<_> = of
        .map(|class| CardOf {
            class,
            relationship,
        })
        .collect();
    let mut cards = cards(tx, &of, parts)?;
    Ok(page.map(|class| ListedClass {
        card: cards.remove(&class.id),
        class,
    }))
}

impl Named for Class {
    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    fn name(&self) -> &str {
        &self.title
    }
}

impl Named for OwnClass {
    fn id(&self) -> Uuid {
        self.class.id()
    }

    fn name(&self) -> &str {
        self.class.name()
    }
}

/// The title of the class with this id, if there is one.
pub(crate) fn title_of(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<String>, DbError> {
    Ok(classes::table
        .find((tx.tenant(), ClassId::from_uuid(id)))
        .select(classes::title)
        .first(tx.conn())
        .optional()?)
}

/// The part that a person has in a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnPart {
    /// They teach it.
    Teaches(ClassRole),
    /// They attend it.
    Attends,
}

/// A class of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnClass {
    /// The class.
    pub class: Class,
    /// The person's part in it.
    pub part: OwnPart,
    /// Its card, if one was asked for.
    pub card: Option<ClassCard>,
}

/// A class of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedClass {
    /// The class.
    pub class: Class,
    /// Its card, if one was asked for.
    pub card: Option<ClassCard>,
}

impl OwnPart {
    /// How a person with this part stands to the class.
    fn relationship(self) -> Relationship {
        match self {
            Self::Teaches(role) => role.relationship(),
            Self::Attends => Relationship::Student,
        }
    }
}

/// The open classes that the permitted person teaches or attends at this instant, with these parts of
/// their cards.
///
/// # Errors
/// If the database fails.
pub fn of_person<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ListOwnClasses>,
    names: &NamesRequest,
    parts: &[CardPart],
) -> Result<NamesSlice<OwnClass>, DbError> {
    let (tenant, now, person) = (tx.tenant(), bind_instant(tx.now()), permit.subject());
    let teaching = || {
        teaching_assignments::table
            .filter(teaching_assignments::organization_id.eq(tenant))
            .filter(teaching_assignments::user_id.eq(person))
            .filter(in_force!(teaching_assignments, now))
    };
    let attended = enrollments::table
        .filter(enrollments::organization_id.eq(tenant))
        .filter(enrollments::user_id.eq(person))
        .filter(in_force!(enrollments, now))
        .select(enrollments::class_id);
    let taught = teaching().select(teaching_assignments::class_id);
    let rows: Vec<Class> = classes::table
        .filter(classes::organization_id.eq(tenant))
        .filter(classes::id.eq_any(taught).or(classes::id.eq_any(attended)))
        .filter(open_class!(now))
        .select(Class::as_select())
        .load(tx.conn())?;
    let mut roles: Vec<(ClassId, ClassRole)> = teaching()
        .select((teaching_assignments::class_id, teaching_assignments::role))
        .load(tx.conn())?;
    roles.sort_unstable_by_key(|(class, role)| (*class, *role));
    let own = rows.into_iter().map(|class| {
        let part = roles.iter().find(|(taught, _)| *taught == class.id);
        OwnClass {
            part: part.map_or(OwnPart::Attends, |(_, role)| OwnPart::Teaches(*role)),
            class,
            card: None,
        }
    });
    let page = names.cut(own.collect(), |id| title_of(tx, id))?;
    let of = page.rows().iter().map(|own| CardOf {
        class: &own.class,
        relationship: own.part.relationship(),
    });
    let mut cards = cards(tx, &of.collect::<Vec<_>>(), parts)?;
    Ok(page.map(|own| OwnClass {
        card: cards.remove(&own.class.id),
        ..own
    }))
}

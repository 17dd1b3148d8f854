//! The cards of classes: what belongs to several of them, read in one statement a part.

use std::collections::HashMap;

use diesel::prelude::*;
use domain::{
    access::{Relationship, action::ReadClass},
    classes::{card::CardPart, kind::ClassKind},
    ids::{AcademicSessionId, ClassId, SchoolId, UserId},
    rights::restriction::{RestrictedPart, concerns},
};

use super::{
    Class,
    sandbox::{SandboxStanding, standing},
};
use crate::{
    access::Permit,
    courses::{self, Assignment},
    database::Tx,
    error::DbError,
    rights::restricted,
    schema::{academic_sessions, enrollments, schools},
    sql_types::bind_instant,
};

/// What was asked for of a class, as far as the person who asked is shown it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassCard {
    /// How many students are in it.
    pub student_count: Option<usize>,
    /// The courses that it has, in their order.
    pub courses: Option<Vec<Assignment>>,
    /// The title of the term or school year with which it ends.
    pub term_title: Option<String>,
    /// The name of its school.
    pub school_name: Option<String>,
    /// Where it stands, if it is a sandbox.
    pub sandbox: Option<SandboxStanding>,
}

/// A class, and how the person stands to it who asks for its card.
#[derive(Clone, Copy)]
pub(super) struct CardOf<'a> {
    pub(super) class: &'a Class,
    pub(super) relationship: Relationship,
}

/// The card of the permitted class; `None` if no part is asked for.
///
/// # Errors
/// If the database fails.
pub fn card<'t>(
    tx: &mut Tx<'t>,
    permit: &Permit<'t, ReadClass>,
    class: &Class,
    parts: &[CardPart],
) -> Result<Option<ClassCard>, DbError> {
    if class.id != permit.subject() {
        return Err(DbError::Corrupt("a card is of the permitted class"));
    }
    let of = CardOf {
        class,
        relationship: permit.relationship(),
    };
    Ok(cards(tx, &[of], parts)?.remove(&class.id))
}

/// The cards of classes; none if no part is asked for.
pub(super) fn cards(
    tx: &mut Tx<'_>,
    classes: &[CardOf<'_>],
    parts: &[CardPart],
) -> Result<HashMap<ClassId, ClassCard>, DbError> {
    let mut cards: HashMap<ClassId, ClassCard> = HashMap::new();
    if parts.is_empty() {
        return Ok(cards);
    }
    cards.extend(classes.iter().map(|of| (of.class.id, ClassCard::default())));
    for part in parts {
        let shown = classes.iter().copied();
        let shown = shown.filter(|of| part.is_shown_to(of.relationship));
        let shown: Vec<CardOf<'_>> = shown.collect();
        match part {
            CardPart::StudentCount => count_students(tx, &shown, &mut cards)?,
            CardPart::Courses => put_courses(tx, &shown, &mut cards)?,
            CardPart::Term => put_terms(tx, &shown, &mut cards)?,
            CardPart::School => put_schools(tx, &shown, &mut cards)?,
            CardPart::Sandbox => put_sandboxes(tx, &shown, &mut cards)?,
        }
    }
    Ok(cards)
}

type Cards = HashMap<ClassId, ClassCard>;

fn ids(classes: &[CardOf<'_>]) -> Vec<ClassId> {
    classes.iter().map(|of| of.class.id).collect()
}

fn count_students(
    tx: &mut Tx<'_>,
    classes: &[CardOf<'_>],
    cards: &mut Cards,
) -> Result<(), DbError> {
    let restricted = restricted(tx, RestrictedPart::Everything)?;
    let present: Vec<(ClassId, UserId)> = enrollments::table
        .filter(enrollments::organization_id.eq(tx.tenant()))
        .filter(enrollments::class_id.eq_any(ids(classes)))
        .filter(in_force!(enrollments, bind_instant(tx.now())))
        .select((enrollments::class_id, enrollments::user_id))
        .load(tx.conn())?;
    for of in classes {
        if let Some(card) = cards.get_mut(&of.class.id) {
            let here = present.iter().filter(|(class, student)| {
                *class == of.class.id
                    && !(concerns(of.relationship) && restricted.contains(student))
            });
            card.student_count = Some(here.count());
        }
    }
    Ok(())
}

fn put_courses(tx: &mut Tx<'_>, classes: &[CardOf<'_>], cards: &mut Cards) -> Result<(), DbError> {
    let now = tx.now();
    let mut running = courses::of_classes(tx, &ids(classes))?;
    for of in classes {
        let mut shown = Vec::new();
        for assignment in running.remove(&of.class.id).unwrap_or_default() {
            if assignment
                .record
                .schedule()?
                .is_shown_to(of.relationship, now)
            {
                shown.push(assignment);
            }
        }
        if let Some(card) = cards.get_mut(&of.class.id) {
            card.courses = Some(shown);
        }
    }
    Ok(())
}

fn put_terms(tx: &mut Tx<'_>, classes: &[CardOf<'_>], cards: &mut Cards) -> Result<(), DbError> {
    let wanted: Vec<_> = classes
        .iter()
        .filter_map(|of| of.class.academic_session_id)
        .collect();
    let titles: Vec<(AcademicSessionId, String)> = academic_sessions::table
        .filter(academic_sessions::organization_id.eq(tx.tenant()))
        .filter(academic_sessions::id.eq_any(wanted))
        .select((academic_sessions::id, academic_sessions::title))
        .load(tx.conn())?;
    for of in classes {
        let term = titles
            .iter()
            .find(|(term, _)| of.class.academic_session_id == Some(*term));
        if let Some(card) = cards.get_mut(&of.class.id) {
            card.term_title = term.map(|(_, title)| title.clone());
        }
    }
    Ok(())
}

fn put_schools(tx: &mut Tx<'_>, classes: &[CardOf<'_>], cards: &mut Cards) -> Result<(), DbError> {
    let wanted: Vec<SchoolId> = classes.iter().map(|of| of.class.school_id).collect();
    let names: Vec<(SchoolId, String)> = schools::table
        .filter(schools::organization_id.eq(tx.tenant()))
        .filter(schools::id.eq_any(wanted))
        .select((schools::id, schools::name))
        .load(tx.conn())?;
    for of in classes {
        let school = names
            .iter()
            .find(|(school, _)| *school == of.class.school_id);
        if let Some(card) = cards.get_mut(&of.class.id) {
            card.school_name = school.map(|(_, name)| name.clone());
        }
    }
    Ok(())
}

fn put_sandboxes(
    tx: &mut Tx<'_>,
    classes: &[CardOf<'_>],
    cards: &mut Cards,
) -> Result<(), DbError> {
    let sandboxes = classes
        .iter()
        .filter(|of| of.class.kind == ClassKind::Sandbox);
    for of in sandboxes {
        let standing = standing(tx, of.class.id)?;
        if let Some(card) = cards.get_mut(&of.class.id) {
            card.sandbox = Some(standing);
        }
    }
    Ok(())
}

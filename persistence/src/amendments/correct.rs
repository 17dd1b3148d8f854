//! Correcting what was contested, by the one way in which a profile is corrected.

use diesel::prelude::*;
use domain::{
    access::Relationship,
    amendments::part::{ContestedPart, CorrectionWay},
    audit::Changed,
    classes::grade_level::GradeLevel,
    ids::UserId,
    text::display_name_of_student,
};

use super::{
    course::{AmendmentOutcome, Step},
    row::Stored,
};
use crate::{
    classes::students::{StudentChanges, profile_as, write_profile},
    database::Tx,
    error::DbError,
    schema::amendments,
    sql_types::bind_instant,
};

/// What the record is to say.
#[derive(Clone)]
pub enum Correction {
    /// The school corrected it by hand.
    ByHand,
    /// This given name.
    GivenName(String),
    /// This family name; may be empty.
    FamilyName(String),
    /// This grade level, or none.
    GradeLevel(Option<GradeLevel>),
}

impl Correction {
    /// Whether it is one of this part.
    fn fits(&self, part: ContestedPart) -> bool {
        match self {
            Self::ByHand => part.correction() == CorrectionWay::ByHand,
            Self::GivenName(_) => part == ContestedPart::GivenName,
            Self::FamilyName(_) => part == ContestedPart::FamilyName,
            Self::GradeLevel(_) => part == ContestedPart::GradeLevel,
        }
    }
}

/// Corrects the contested part, and notes who did when.
pub(super) fn correct(tx: &mut Tx<'_>, held: &Stored, correction: &Correction, by: UserId) -> Step {
    if !correction.fits(held.part) {
        return Ok(Err(match correction {
            Correction::ByHand => AmendmentOutcome::CorrectionMissing,
            _ => AmendmentOutcome::CorrectionSuperfluous,
        }));
    }
    let changed = if matches!(correction, Correction::ByHand) {
        Changed::nothing()
    } else {
        rewrite(tx, held.student_id, correction)?;
        Changed::of(held.student_id)
    };
    diesel::update(amendments::table.find((tx.tenant(), held.id)))
        .set((
            amendments::corrected_by.eq(Some(by)),
            amendments::corrected_at.eq(Some(bind_instant(tx.now()))),
        ))
        .execute(tx.conn())?;
    Ok(Ok(changed))
}

fn rewrite(tx: &mut Tx<'_>, student: UserId, correction: &Correction) -> Result<(), DbError> {
    let profile = profile_as(tx, student, Relationship::SchoolAdmin)?;
    let profile = profile.ok_or(DbError::Corrupt("a contested record has a student"))?;
    let (given, family) = profile
        .full_name
        .map(|name| (name.given_name, name.family_name))
        .unwrap_or_default();
    let mut changes = StudentChanges {
        given_name: given,
        family_name: family,
        display_name: profile.display_name,
        grade_level: profile.grade_level,
    };
    match correction {
        Correction::ByHand => return Ok(()),
        Correction::GivenName(name) => changes.given_name.clone_from(name),
        Correction::FamilyName(name) => changes.family_name.clone_from(name),
        Correction::GradeLevel(level) => changes.grade_level = *level,
    }
    if !matches!(correction, Correction::GradeLevel(_)) {
        changes.display_name = display_name_of_student(&changes.given_name, &changes.family_name);
    }
    write_profile(tx, student, &changes)
}

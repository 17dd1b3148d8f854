//! Whether a student's record may be disclosed outside of the school, and what is written down about it
//! (FER-07, FER-09).

use super::emergency::EmergencyCover;
pub use super::ground::{DisclosureGround, DisclosureStatement};
use crate::{
    annual_notices::TransferNotice,
    category::Category,
    directory::{DirectoryCover, DirectoryRefused},
};

/// What somebody outside of the school asks for, and what the school states about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisclosureRequest {
    /// On which ground.
    pub ground: DisclosureGround,
    /// Records of which categories.
    pub categories: Vec<Category>,
    /// What the school states.
    pub statements: Vec<DisclosureStatement>,
    /// How the emergency that is named stands to it: its articulable and significant threat is written
    /// down (34 CFR 99.36).
    pub emergency: EmergencyCover,
    /// Whether it is what a legal process came to.
    pub process: ProcessRecorded,
    /// Whether the annual notice of the school says that records go to a school of transfer.
    pub transfer_notice: TransferNotice,
    /// How directory information stands to it.
    pub directory: DirectoryCover,
}

/// Whether a disclosure is what a legal process came to, step by step (FER-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessRecorded {
    /// It is.
    Yes,
    /// It is not: somebody states that there was one.
    No,
}

/// Why a record is not disclosed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureRefused {
    /// Hallpass discloses nothing on this ground.
    #[error("nothing is disclosed on this ground")]
    NoException,
    /// Records of this category may not be disclosed on this ground.
    #[error("records of this category may not be disclosed on this ground")]
    Category(Category),
    /// The school has not stated this.
    #[error("a statement lacks")]
    Lacks(DisclosureStatement),
    /// No threat is written down (34 CFR 99.32(a)(5)).
    #[error("no threat is written down")]
    NoThreat,
    /// The emergency is over.
    #[error("the emergency is over")]
    EmergencyOver,
    /// The emergency does not name the recipient.
    #[error("the emergency does not name the recipient")]
    RecipientNotNamed,
    /// No legal process came to it.
    #[error("no legal process came to it")]
    NoProcess,
    /// It is no directory information that is released.
    #[error("it is no directory information that is released")]
    Directory(DirectoryRefused),
}

crate::text_enum! {
    /// What became of a request for a student's record.
    pub enum DisclosureOutcome {
        /// The record may be disclosed, and the school does.
        Disclosed = "disclosed",
        /// It may not. The request is written down nevertheless.
        Refused = "refused",
    }
}

crate::text_enum! {
    /// Who may read what is written down about a request.
    pub enum DisclosureReader {
        /// Parents and the eligible student too (34 CFR 99.32(c)).
        RightsHolder = "rights_holder",
        /// The school only: an order forbids that anybody be told (34 CFR 99.32(d)(5)).
        School = "school",
    }
}

/// Whether a student's record may be disclosed (34 CFR 99.30, 99.31).
///
/// # Errors
/// The first reason against it.
pub fn disclose(request: &DisclosureRequest) -> Result<(), DisclosureRefused> {
    let needs = request
        .ground
        .needs()
        .ok_or(DisclosureRefused::NoException)?;
    let mut categories = request.categories.iter().copied();
    if let Some(category) = categories.find(|category| !request.ground.covers(*category)) {
        return Err(DisclosureRefused::Category(category));
    }
    let is_stated = |statement| request.statements.contains(&statement);
    let gagged = reader(request) == DisclosureReader::School;
    for statement in needs.iter().copied() {
        let is_waived = gagged
            && matches!(
                statement,
                DisclosureStatement::RightsHolderToldBefore | DisclosureStatement::WaitOver
            );
        // What the annual notice says is a fact, which nobody states (34 CFR 99.34(a)(1)(ii)).
        let is_told = statement == DisclosureStatement::RightsHolderToldBefore
            && request.ground == DisclosureGround::SchoolOfTransfer
            && request.transfer_notice == TransferNotice::Says;
        if !is_waived && !is_told && !is_stated(statement) {
            return Err(DisclosureRefused::Lacks(statement));
        }
    }
    match request.ground {
        DisclosureGround::Emergency => covered(request.emergency),
        DisclosureGround::LegalProcess if request.process == ProcessRecorded::No => {
            Err(DisclosureRefused::NoProcess)
        }
        DisclosureGround::DirectoryInformation => released(request.directory),
        _ => Ok(()),
    }
}

/// Whether directory information is released (FER-16).
fn released(by: DirectoryCover) -> Result<(), DisclosureRefused> {
    match by {
        DirectoryCover::Judged(judged) => judged.map_err(DisclosureRefused::Directory),
        DirectoryCover::NotAsked => Err(DisclosureRefused::NoException),
    }
}

/// Whether an emergency covers a disclosure (FER-12).
fn covered(by: EmergencyCover) -> Result<(), DisclosureRefused> {
    match by {
        EmergencyCover::Covers => Ok(()),
        EmergencyCover::Missing => Err(DisclosureRefused::NoThreat),
        EmergencyCover::Over => Err(DisclosureRefused::EmergencyOver),
        EmergencyCover::RecipientNotNamed => Err(DisclosureRefused::RecipientNotNamed),
        EmergencyCover::CategoryNotNamed(category) => Err(DisclosureRefused::Category(category)),
    }
}

/// Who may read what is written down about a request. An order that nobody be told counts for a
/// compulsory process that was checked, and for nothing else.
pub fn reader(request: &DisclosureRequest) -> DisclosureReader {
    let is_stated = |statement| request.statements.contains(&statement);
    let gag = is_stated(DisclosureStatement::ProcessValidated)
        && request.statements.iter().any(|said| said.is_gag());
    match (request.ground, gag) {
        (DisclosureGround::LegalProcess, true) => DisclosureReader::School,
        _ => DisclosureReader::RightsHolder,
    }
}

/// Whether the law has a request recorded, whatever becomes of it (34 CFR 99.32(a)(1), (d)).
pub fn needs_9932(request: &DisclosureRequest) -> bool {
    request.ground.is_recorded_by_law() && reader(request) == DisclosureReader::RightsHolder
}

#[cfg(test)]
mod tests;

//! Directory information (FER-16): what schools designate, what is refused, and what is released.

mod asked;
mod choices;
mod designate;
mod designations;
mod list;
mod present;
mod refusals;
mod refuse;

pub use asked::DirectoryAsked;
pub(crate) use asked::judge;
pub(crate) use choices::schools_of;
pub use choices::{DirectoryChoices, SchoolDirectory, choices};
pub use designate::{DesignateOutcome, NewDesignation, designate};
pub(crate) use designations::designated;
pub use designations::{
    DirectoryDesignation, EndOutcome, ListedParty, designations, end as end_designation,
};
pub use list::{ListOutcome, ListedStudent, list};
pub use refusals::RefusedType;
pub(crate) use refusals::{hand_over, refused_of};
pub use refuse::{ChoiceOutcome, refuse, rescind};

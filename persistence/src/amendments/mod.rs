//! What families contest of education records: asked, decided, heard, and what stays in the record
//! (FER-14; 34 CFR 99.20 to 99.22).

mod correct;
mod course;
mod decide;
mod erasure;
mod file;
mod hearing;
mod known;
mod list;
mod open;
mod recipients;
mod row;
mod statements;

pub use correct::Correction;
pub use course::{AmendmentOutcome, close, request_hearing};
pub use decide::{Conclusion, Decision, conclude, decide};
pub(crate) use erasure::{forget_items, forget_learning, forget_student, stand_of};
pub use file::{FileOutcome, NewAmendment, file};
pub use hearing::{NewHearing, hold, schedule};
pub use list::{list, read};
pub(crate) use open::{contested_of, contested_parts_of};
pub use recipients::{Recipient, RecipientsOutcome, ToldOutcome, recipients, tell};
pub use row::Amendment;
pub use statements::{ContestedNow, place};
pub(crate) use statements::{contested, go_along, statements_about, went_along};

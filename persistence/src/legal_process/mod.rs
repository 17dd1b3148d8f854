//! Legal processes for education records: recorded, checked, told to the family or kept from it by an
//! order, complied with or not (FER-13; 34 CFR 99.31(a)(9)).

mod comply;
mod course;
mod evidence;
mod family;
mod known;
mod list;
mod notice;
mod receive;
mod row;
mod tell;

pub use comply::{comply, quash, reject};
pub use course::{ProcessOutcome, note_school, review_order, validate};
pub(crate) use evidence::{sought, stand_of};
pub(crate) use family::is_to_be_told;
pub use list::{list, read};
pub(crate) use notice::delivered;
pub use notice::serve;
pub use receive::{NewProcess, ReceiveOutcome, receive};
pub use row::LegalProcess;
pub use tell::tell;
